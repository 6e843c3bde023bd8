FROM node:24-trixie-slim AS base
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM base AS dependencies
RUN npm ci --omit=dev --ignore-scripts

FROM base AS build
# As whom the program will run, and where: what Node compiles ahead holds for one user and one folder. What has been copied
# is theirs, too, since the files may come from a checkout that only its owner can read.
RUN chown -R 1000:1000 .
USER 1000:1000
# Node comes with the image: the package of that name, which brings Node to older machines, must not put a second one first.
RUN npm ci --ignore-scripts && rm -rf node_modules/node node_modules/.bin/node
COPY --chown=1000:1000 . .
RUN npm run build
RUN chmod -R a+rX server dist package.json LICENSE

FROM node:24-trixie-slim
LABEL org.opencontainers.image.title="guestbook" \
      org.opencontainers.image.description="A guestbook to keep running: a Fastify front end, a Redis master that keeps every entry, replicas that are read from." \
      org.opencontainers.image.licenses="MIT"
# New objects get 16 MB at a time, not 64: under load a process stays at two thirds of the memory, and an open page takes 16 KB, not 25.
# With less than 16 what lives as long as a request would be taken for what lives for long.
# DATA_DIR is left out on purpose: where the book is kept must be said, since a directory of the container goes with it.
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/app/dist/compiled \
    NODE_OPTIONS=--max-semi-space-size=16 \
    HOST=0.0.0.0
# For the embedded book. A new volume mounted here takes over owner and mode. OpenShift runs a container as a user of its choice, in group 0.
RUN mkdir /data && chown 1000:0 /data && chmod 770 /data
WORKDIR /app
# dist/ has all that serving needs; these two are for `node server/remove.ts`, and for `node server/main.ts` as it stands.
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build --chown=0:0 /app/server ./server
COPY --from=build --chown=0:0 /app/package.json /app/LICENSE ./
COPY --from=build --chown=0:0 /app/dist ./dist
# By number: Kubernetes cannot tell from a name that it is not root.
USER 1000:1000
EXPOSE 8080 9464
# By the shell, since the image has no curl, and to start Node each time would take more than the guestbook does at rest.
HEALTHCHECK --interval=5s --timeout=5s --retries=3 --start-period=30s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${PORT:-8080} && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
# What is in server/, put together in few files.
CMD ["node", "dist/main.js"]
