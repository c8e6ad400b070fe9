"""CSE Assess: self-assessment, evidence and readiness for Customer Service Excellence."""

from importlib import import_module
from typing import TYPE_CHECKING

from cse_assess.config import Settings, load_settings
from cse_assess.paths import PACKAGE, data_folder

if TYPE_CHECKING:
    from flask import Flask

CONTEXTS = (
    "accounts",
    "notices",
    "standards",
    "evidence",
    "evidence.privacy",
    "assessments",
    "assessments.requests",
    "assessments.freshness",
    "assessments.actions",
    "assessments.checks",
    "assessments.what_if",
    "assessments.route",
    "assessments.forecast",
    "assessments.fragility",
    "assessments.benchmark",
    "assessments.past",
    "assessments.takeaway",
    "review.submissions",
    "review.certificates",
    "review.reading",
    "review.trail",
    "review.visit",
    "review.assessor_queries",
    "review.desk",
    "review.decision",
    "review.second_opinion",
    "reports",
    "reports.packs",
    "reports.submitted",
    "reports.assessor",
    "reports.visit_cards",
)


def create_app(settings: Settings | None = None) -> "Flask":
    """Make the web application for `settings` (by default those of the environment)."""
    from flask import Flask

    settings = settings or load_settings()
    app = Flask(
        __name__,
        instance_path=str(settings.instance_path),
        template_folder=str(data_folder("templates")),
        static_folder=str(PACKAGE / "static"),
    )
    _configure(app, settings)
    _trust_proxies(app, settings)
    _register_extensions(app, settings)
    _register_web(app)
    _register_contexts(app)
    _register_jobs(app)
    return app


def _configure(app: "Flask", settings: Settings) -> None:
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="cse_assess",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        MAX_CONTENT_LENGTH=settings.uploads.request_bytes,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
    )


def _trust_proxies(app: "Flask", settings: Settings) -> None:
    """Take the visitor's address and scheme from as many proxies as stand in front of us."""
    from werkzeug.middleware.proxy_fix import ProxyFix

    hops = settings.trusted_proxies
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]


def _register_extensions(app: "Flask", settings: Settings) -> None:
    from cse_assess.blobs import FileBlobStore
    from cse_assess.db import db, init_db
    from cse_assess.extensions import csrf, login_manager, migrate
    from cse_assess.web.limits import init_limits

    init_db(app, settings.database_url)
    app.extensions["blobs"] = FileBlobStore(settings.blob_folder)
    migrate.init_app(app, db, directory=str(PACKAGE / "migrations"))
    init_limits(app)
    csrf.init_app(app)
    login_manager.init_app(app)


def _register_web(app: "Flask") -> None:
    from cse_assess.web import addresses, errors, security, templating, transactions
    from cse_assess.web.uploads import UploadRequest

    app.request_class = UploadRequest
    addresses.init_addresses(app)
    templating.init_templating(app)
    security.init_security(app)
    transactions.init_transactions(app)
    errors.init_errors(app)


def _register_contexts(app: "Flask") -> None:
    from cse_assess.accounts import access

    access.init_access(app)
    for context in CONTEXTS:
        for blueprint in import_module(f"cse_assess.{context}.routes").BLUEPRINTS:
            app.register_blueprint(blueprint)


def _register_jobs(app: "Flask") -> None:
    from cse_assess.assessments.checks.study import VALUES
    from cse_assess.assessments.pins.study import PINS
    from cse_assess.evidence.bulk.rounds import delete_upload_batches
    from cse_assess.evidence.custody.rounds import let_go_of_uploads
    from cse_assess.evidence.previews.jobs import draw_pages
    from cse_assess.evidence.previews.rounds import tend_previews
    from cse_assess.evidence.previews.services import JOB_KIND as DRAWING
    from cse_assess.evidence.privacy.jobs import make_redacted_copy
    from cse_assess.evidence.privacy.services import JOB_KIND as REDACTION
    from cse_assess.evidence.scanning.step import with_scan
    from cse_assess.evidence.study.rounds import register_study
    from cse_assess.evidence.study.steps import STEPS
    from cse_assess.jobs.clearing import clear_old_jobs
    from cse_assess.jobs.handlers import register_handler
    from cse_assess.jobs.rounds import register_round
    from cse_assess.reports.jobs import make_gap_report
    from cse_assess.reports.packs.jobs import make_evidence_pack
    from cse_assess.reports.packs.services import JOB_KIND as PACKING

    register_handler(app, "gap_report", make_gap_report)
    register_handler(app, PACKING, make_evidence_pack)
    register_handler(app, REDACTION, make_redacted_copy)
    register_handler(app, DRAWING, draw_pages)
    steps = with_scan((*STEPS, PINS, VALUES), app.extensions["settings"].scanner)
    register_study(app, steps)
    register_round(app, "delete_upload_batches", delete_upload_batches, from_hour=2)
    register_round(app, "let_go_of_uploads", let_go_of_uploads, from_hour=3)
    register_round(app, "tend_previews", tend_previews, from_hour=4)
    register_round(app, "clear_old_jobs", clear_old_jobs, from_hour=4)
