# One image; every service of docker-compose.yml is this image with another command.
FROM python:3.11-slim-bookworm AS build
RUN python3 -m venv /opt/diemtin
WORKDIR /src
COPY requirements.lock ./
RUN /opt/diemtin/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.lock
COPY pyproject.toml README.md ./
COPY scrapers scrapers
COPY storage storage
COPY worker worker
RUN /opt/diemtin/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /srv/diemtin --shell /usr/sbin/nologin diemtin \
    && install -d -o diemtin -g diemtin /srv/diemtin /srv/diemtin/var
COPY --from=build /opt/diemtin /opt/diemtin
COPY seeds /srv/diemtin/seeds
ENV PATH=/opt/diemtin/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/diemtin
USER diemtin
CMD ["diemtin", "run"]
