# Build: packages by hash, catalogues compiled, static files collected. Run: no compiler, no pip cache, no root.
FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/obmin/venv
ENV PATH=/opt/obmin/venv/bin:$PATH
WORKDIR /opt/obmin/app
COPY requirements.txt requirements-dev.txt ./
# Babel is needed here only, to compile the catalogues; its version and hash come from the pins too.
RUN pip install --require-hashes -r requirements.txt \
 && pip install --no-deps --target /opt/babel -c requirements-dev.txt Babel
COPY . .
RUN PYTHONPATH=/opt/babel python -m scripts.messages compile \
 && OBMIN_SECRET_KEY=unused DATABASE_URL=postgres://unused/unused REDIS_URL=redis://unused \
    python manage.py collectstatic --no-input --verbosity 0 \
 && rm -rf tests bench scripts requirements-dev.*

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home obmin && install --directory --owner obmin /var/lib/obmin
COPY --from=build /opt/obmin /opt/obmin
ENV PATH=/opt/obmin/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /opt/obmin/app
USER 10001
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--worker-class", "config.web.Worker", "--bind", "0.0.0.0:8000", \
     "--workers", "2", "--threads", "8", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
