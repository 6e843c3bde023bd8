# sh scripts/release/publish.sh <digests> <release>: joins the platforms of each image under the version's tag, signs them,
# and writes the files of a release. <digests> has a folder for each image and platform, such as guestbook-redis-amd64, with
# an empty file named like the digest. Needs docker with buildx, cosign, kubectl, and the variables of names.sh.
set -eu
digests=$1 release=$2
here=$(dirname "$0")
mkdir -p "$release"

# Prints the digest of what a tag stands for. For "{{.Manifest.Digest}}" buildx prints more than that.
digest_of() {
  digest=$(docker buildx imagetools inspect "$1" --format '{{json .Manifest.Digest}}' | tr -d '"')
  case $digest in sha256:*) printf '%s' "$digest" ;; *) echo "expected the digest of $1, got \"$digest\"" >&2; return 1 ;; esac
}

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
  joined=$(digest_of "$tag")
  echo "$tag@$joined"
}

guestbook=$(join guestbook)
guestbook_redis=$(join guestbook-redis)
redis_digest=$(digest_of redis:8)
redis=redis:8@$redis_digest

# Writes what the build has said of an image. Ends with an error if it has said nothing.
save() {
  docker buildx imagetools inspect "$guestbook" --format "{{json .$1}}" >"$release/$2"
  if ! grep -q linux "$release/$2"; then
    echo "expected $1 of each platform of $guestbook, got $(cat "$release/$2")" >&2
    return 1
  fi
}
save SBOM guestbook.sbom.json
save Provenance guestbook.provenance.json

for image in "$guestbook" "$guestbook_redis"; do
  cosign sign --yes --recursive "$image"
done
node "$here/main.ts" "$release" "guestbook=$guestbook" "guestbook-redis=$guestbook_redis" "redis=$redis"
