"""WHO uses it and where it is kept."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.config import Config


def create_app(config: Config | None = None) -> Flask:
    """The web application, wired on one screen. The database must be prepared (webapp.database.schema) before it serves."""
    from webapp import api, pages, wellformed
    from webapp.attach import attach
    from webapp.models import db

    config = config or Config.from_environment()
    database = attach(config)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_NAME="bihuan",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=1_000_000,
        WTF_CSRF_TIME_LIMIT=None,
        SQLALCHEMY_DATABASE_URI="postgresql+psycopg://",
        SQLALCHEMY_ENGINE_OPTIONS={
            "creator": database.connect,
            "pool_size": config.web_threads,
            "pool_pre_ping": True,
            "hide_parameters": True,  # what people typed must not reach the log with an error
        },
    )
    app.extensions["bihuan"] = config
    if config.proxies > 0:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]
    db.init_app(app)
    wellformed.limit_numbers(app)
    pages.register(app)
    wellformed.register(app)
    api.register(app)
    return app
