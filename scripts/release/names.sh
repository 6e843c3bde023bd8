# sh scripts/release/names.sh guestbook|guestbook-redis: says where the image of this release goes and which version it is.
# Needs GITHUB_REPOSITORY and GITHUB_REF_NAME. Ends with an error if the tag is not the version of package.json.
set -eu
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json)
if [ "v$version" != "$GITHUB_REF_NAME" ]; then
  echo "expected the tag v$version, as in package.json, got $GITHUB_REF_NAME" >&2
  exit 1
fi
# Registries allow no capitals.
repository=$(printf '%s' "$GITHUB_REPOSITORY" | tr '[:upper:]' '[:lower:]')
echo "version=$version"
echo "image=${REGISTRY:-ghcr.io}/$repository${1#guestbook}"
