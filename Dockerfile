FROM node:24-trixie-slim AS base
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM base AS dependencies
RUN npm ci --omit=dev --ignore-scripts

FROM base AS build
# Build as the user and in the folder of the final image: Node's compile cache is valid only for these. The files are
# chowned because in the checkout they may be readable by their owner only.
RUN chown -R 1000:1000 .
USER 1000:1000
# The image has Node. The npm package "node" is for machines with an older one.
RUN npm ci --ignore-scripts && rm -rf node_modules/node node_modules/.bin/node
COPY --chown=1000:1000 . .
RUN npm run build
RUN chmod -R a+rX server dist package.json LICENSE

FROM node:24-trixie-slim
# Semi-spaces of 8 MB instead of 64, and two malloc arenas instead of eight for each core, keep the process small while strangers turn older
# pages without end: rows "memory during …" of the benchmark.
# DATA_DIR has no default: a book inside the container would be lost with it.
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/app/dist/compiled \
    NODE_OPTIONS=--max-semi-space-size=8 \
    MALLOC_ARENA_MAX=2 \
    HOST=::
# For the embedded book. A new volume takes over owner and mode. OpenShift chooses the user, but always uses group 0.
RUN mkdir /data && chown 1000:0 /data && chmod 770 /data
WORKDIR /app
# Serving needs only dist/. node_modules and server are for the commands, such as `node server/owner.ts`, and for running
# `server/main.ts` directly.
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build --chown=0:0 /app/server ./server
COPY --from=build --chown=0:0 /app/package.json /app/LICENSE ./
COPY --from=build --chown=0:0 /app/dist ./dist
# A number, because Kubernetes cannot tell from a name that it is not root.
USER 1000:1000
EXPOSE 8080 9464
# In bash, because the image has no curl, and starting Node for each check costs more than an idle guestbook.
HEALTHCHECK --interval=5s --timeout=5s --retries=3 --start-period=30s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${PORT:-8080} && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
# Last, so that a new revision rebuilds nothing. A release says where it comes from; a build by hand does not know.
ARG VERSION=0.1.0
ARG SOURCE=
ARG REVISION=
LABEL org.opencontainers.image.title="guestbook" \
      org.opencontainers.image.description="A self-hosted guestbook: a Fastify front end, a Redis master that keeps every entry, and replicas to read from." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.source="$SOURCE" \
      org.opencontainers.image.revision="$REVISION"
# The bundle of server/main.ts.
CMD ["node", "dist/main.js"]
