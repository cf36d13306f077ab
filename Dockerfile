# One image, two services: `watch` (the daemon) and `serve` (the pages). compose.yaml starts both.
FROM python:3.11.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    TRACKER_HOME=/data

RUN groupadd --system --gid 10230 tracker \
    && useradd --system --uid 10230 --gid 10230 --no-create-home --shell /usr/sbin/nologin tracker \
    && useradd --system --uid 10231 --gid 10230 --no-create-home --shell /usr/sbin/nologin tracker-web \
    && install --directory --owner=tracker --group=tracker --mode=0750 /data \
    && install --directory --owner=tracker --group=tracker --mode=0770 /data/inbox

WORKDIR /opt/tracker
COPY requirements.lock ./
RUN pip install --require-hashes --requirement requirements.lock
COPY metadata.json README.md LICENSE ./
COPY docket ./docket
COPY scrapers ./scrapers
COPY db ./db
COPY publish ./publish
COPY tracker ./tracker
RUN python -m tracker --version

USER 10230:10230
VOLUME /data
EXPOSE 8001
STOPSIGNAL SIGTERM
# What it writes is for its user and group only, as with the services (UMask=).
ENTRYPOINT ["sh", "-c", "umask 0027 && exec \"$@\"", "sh"]
CMD ["python", "-m", "tracker", "watch"]
