# An image of the archive that the module dist makes:
#
#     mvn package -DskipTests -pl dist -am && docker build -t deucalion .
#
# It takes the place of prom/prometheus: the same entrypoint, paths and user. It needs no writable file system but
# /prometheus, no /tmp, no capability, and runs as any user.
FROM debian:stable-slim AS unpacked
ADD dist/target/deucalion-*-linux-x64.tar.gz /unpacked/
RUN mv /unpacked/deucalion-* /unpacked/deucalion

FROM debian:stable-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends wget \
    && rm -rf /var/lib/apt/lists/*
# Copied with the times of its files, by which the cache of loaded classes knows that they are the same.
COPY --from=unpacked /unpacked/deucalion /opt/deucalion
RUN ln -s /opt/deucalion/bin/prometheus /opt/deucalion/bin/promtool /bin/ \
    && mkdir -p /etc/prometheus /prometheus \
    && cp /opt/deucalion/etc/prometheus.yml /opt/deucalion/etc/rules.yml /etc/prometheus/ \
    && chmod 0777 /prometheus
# Names are UTF-8 also to what is run beside the server.
ENV LANG=C.UTF-8
WORKDIR /prometheus
# nobody, by its number, so that runAsNonRoot can be verified.
USER 65534
EXPOSE 9090
VOLUME ["/prometheus"]
ENTRYPOINT ["/bin/prometheus"]
CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]
