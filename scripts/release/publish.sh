# sh scripts/release/publish.sh <digests> <release>: joins the platforms of each image under the version's tag, signs them,
# and writes the files of a release. <digests> has a folder for each image and platform, such as guestbook-redis-amd64, with
# an empty file named like the digest. Needs docker with buildx, cosign, kubectl, and the variables of names.sh.
set -eu
digests=$1 release=$2
here=$(dirname "$0")
mkdir -p "$release"

# Prints the reference of an image with all its platforms.
join() {
  names=$(sh "$here/names.sh" "$1")
  image=$(echo "$names" | sed -n 's/^image=//p')
  version=$(echo "$names" | sed -n 's/^version=//p')
  set -- "$image:$version" "$digests/$1"-amd64/* "$digests/$1"-arm64/*
  tag=$1
  shift
  for file in "$@"; do
    shift
    set -- "$@" "$image@sha256:$(basename "$file")"
  done
  docker buildx imagetools create --tag "$tag" "$@" >&2
  echo "$tag@$(docker buildx imagetools inspect "$tag" --format '{{.Manifest.Digest}}')"
}

guestbook=$(join guestbook)
guestbook_redis=$(join guestbook-redis)
redis="redis:8@$(docker buildx imagetools inspect redis:8 --format '{{.Manifest.Digest}}')"

for image in "$guestbook" "$guestbook_redis"; do
  cosign sign --yes --recursive "$image"
done
docker buildx imagetools inspect "$guestbook" --format '{{json .SBOM}}' >"$release/guestbook.sbom.json"
docker buildx imagetools inspect "$guestbook" --format '{{json .Provenance}}' >"$release/guestbook.provenance.json"
node "$here/main.ts" "$release" "guestbook=$guestbook" "guestbook-redis=$guestbook_redis" "redis=$redis"
