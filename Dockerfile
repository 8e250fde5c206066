# One image for both parts: ROLE is controller, api, or all (default).
FROM denoland/deno:2.9.6 AS build
WORKDIR /app
COPY . .
RUN deno task build

FROM denoland/deno:2.9.6
WORKDIR /app
# the workspace's members must be there, what the image does not run is only named
COPY deno.json deno.lock schema.graphql main.ts ./
COPY platform/ platform/
COPY kube/ kube/
COPY controller/ controller/
COPY api/ api/
COPY ui/deno.json ui/
COPY sandbox/deno.json sandbox/
COPY test/deno.json test/
COPY tools/deno.json tools/
COPY --from=build /app/ui/dist/ ui/dist/
RUN deno install --frozen --entrypoint main.ts && chown -R deno:deno /app
USER 1993
ENV HOST=0.0.0.0 PORT=8080 METRICS_PORT=9090 ROLE=all NO_UPDATE_CHECK=1
EXPOSE 8080 9090 4443
# `deno task start` without what only kubeconfigs with plugins need: the right to run programs
CMD ["deno", "run", "--cached-only", "--no-prompt", "--allow-net", "--allow-read", "--allow-env", "main.ts"]
