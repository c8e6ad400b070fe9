"""Typed settings from the environment; an unsafe production set-up is refused."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cse_assess.paths import default_instance_folder

MEBIBYTE = 1024 * 1024
SHORTEST_KEY = 32
LOCAL_URL = "http://127.0.0.1:8000"


class ConfigError(Exception):
    """A setting that cannot be used; the message says which one and what is expected."""


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What an upload may be: sizes in bytes, counts in files."""

    file_bytes: int = 200 * MEBIBYTE
    request_bytes: int = 1024 * MEBIBYTE
    files_per_upload: int = 50
    organisation_bytes: int = 20 * 1024 * MEBIBYTE
    image_pixels: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Mail:
    """An SMTP server that letters go through; without a host nothing is sent."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    use_tls: bool = True


@dataclass(frozen=True, slots=True)
class Rendering:
    """Limits of the child process that makes a PDF: memory in bytes, time in seconds."""

    memory_bytes: int = 2048 * MEBIBYTE
    deadline_seconds: int = 300


@dataclass(frozen=True, slots=True)
class ScannerAddress:
    """Where clamd listens: a local socket at `path`, or `host` and `port`."""

    host: str = ""
    port: int = 0
    path: str = ""

    def __str__(self) -> str:
        """Return the address as the setting gives it."""
        return f"unix://{self.path}" if self.path else f"tcp://{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to the next."""

    instance_path: Path
    database_url: str
    secret_key: str = field(repr=False)
    base_url: str = LOCAL_URL
    is_production: bool = False
    job_driver: str = "thread"
    trusted_proxies: int = 0
    uploads: UploadLimits = UploadLimits()
    mail: Mail = Mail()
    rendering: Rendering = Rendering()
    scanner: ScannerAddress | None = None
    preview_bytes: int = 2048 * MEBIBYTE

    @property
    def blob_folder(self) -> Path:
        """Return the folder of the stored files."""
        return self.instance_path / "blobs"

    @property
    def preview_folder(self) -> Path:
        """Return the folder of the pictures of pages, which can be made again."""
        return self.instance_path / "previews"

    @property
    def standards_folder(self) -> Path:
        """Return the folder of the installation's own standards."""
        return self.instance_path / "standards"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environ` and make the instance folder.

    Raises `ConfigError` for a value of the wrong form, and for a production set-up
    (`CSE_ASSESS_ENVIRONMENT=production`) that is served without HTTPS.
    """
    instance = Path(environ.get("CSE_ASSESS_INSTANCE_PATH") or default_instance_folder()).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        instance_path=instance,
        database_url=_read_database_url(environ, instance),
        secret_key=environ.get("CSE_ASSESS_SECRET_KEY") or _read_secret_key(instance),
        base_url=(environ.get("CSE_ASSESS_BASE_URL") or LOCAL_URL).rstrip("/"),
        is_production=_read_choice(environ, "CSE_ASSESS_ENVIRONMENT", ("development", "production"))
        == "production",
        job_driver=_read_choice(environ, "CSE_ASSESS_JOBS", ("thread", "worker")),
        trusted_proxies=_read_number(environ, "CSE_ASSESS_PROXIES", 0),
        uploads=_read_upload_limits(environ),
        mail=_read_mail(environ),
        rendering=_read_rendering(environ),
        scanner=_read_scanner(environ),
        preview_bytes=MEBIBYTE * _read_number(environ, "CSE_ASSESS_PREVIEWS_MEBIBYTES", 2048),
    )
    _refuse_unsafe(settings)
    return settings


def _refuse_unsafe(settings: Settings) -> None:
    if len(settings.secret_key) < SHORTEST_KEY:
        raise ConfigError(
            f"CSE_ASSESS_SECRET_KEY is too short: give at least {SHORTEST_KEY} random characters"
        )
    if settings.is_production and not settings.base_url.startswith("https://"):
        raise ConfigError(
            "CSE_ASSESS_BASE_URL must start with https:// in production: "
            "sign-in cookies are only sent over HTTPS"
        )


def _read_database_url(environ: Mapping[str, str], instance: Path) -> str:
    url = environ.get("CSE_ASSESS_DATABASE_URL") or f"sqlite:///{instance / 'cse-assess.sqlite3'}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigError(
            "CSE_ASSESS_DATABASE_URL must start with postgresql:// (or sqlite:///), "
            "for instance postgresql://user@host/database"
        )
    return url


def _read_secret_key(instance: Path) -> str:
    """Read the instance's own key, made on first use; of two first uses one wins."""
    path = instance / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _wait_for_key(path)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text("ascii")


def _wait_for_key(path: Path) -> str:
    key = path.read_text("ascii").strip()
    if not key:
        raise ConfigError(f"{path} is empty: delete it, and a new key is made at the next start")
    return key


def _read_choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name) or choices[0]
    if value not in choices:
        raise ConfigError(f"{name} is {value!r}: expected one of {', '.join(choices)}")
    return value


def _read_number(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) == 0:
        raise ConfigError(f"{name} is {value!r}: expected a whole number above 0")
    return int(value)


def _read_upload_limits(environ: Mapping[str, str]) -> UploadLimits:
    d = UploadLimits()
    return UploadLimits(
        file_bytes=MEBIBYTE
        * _read_number(environ, "CSE_ASSESS_FILE_MEBIBYTES", d.file_bytes // MEBIBYTE),
        request_bytes=MEBIBYTE
        * _read_number(environ, "CSE_ASSESS_REQUEST_MEBIBYTES", d.request_bytes // MEBIBYTE),
        files_per_upload=_read_number(environ, "CSE_ASSESS_FILES_PER_UPLOAD", d.files_per_upload),
        organisation_bytes=MEBIBYTE
        * _read_number(environ, "CSE_ASSESS_QUOTA_MEBIBYTES", d.organisation_bytes // MEBIBYTE),
        image_pixels=_read_number(environ, "CSE_ASSESS_IMAGE_PIXELS", d.image_pixels),
    )


def _read_mail(environ: Mapping[str, str]) -> Mail:
    d = Mail()
    return Mail(
        host=environ.get("CSE_ASSESS_SMTP_HOST", d.host),
        port=_read_number(environ, "CSE_ASSESS_SMTP_PORT", d.port),
        user=environ.get("CSE_ASSESS_SMTP_USER", d.user),
        password=environ.get("CSE_ASSESS_SMTP_PASSWORD", d.password),
        sender=environ.get("CSE_ASSESS_SMTP_SENDER", d.sender),
        use_tls=_read_choice(environ, "CSE_ASSESS_SMTP_TLS", ("yes", "no")) == "yes",
    )


def _read_rendering(environ: Mapping[str, str]) -> Rendering:
    d = Rendering()
    return Rendering(
        memory_bytes=MEBIBYTE
        * _read_number(environ, "CSE_ASSESS_PDF_MEBIBYTES", d.memory_bytes // MEBIBYTE),
        deadline_seconds=_read_number(environ, "CSE_ASSESS_PDF_SECONDS", d.deadline_seconds),
    )


def _read_scanner(environ: Mapping[str, str]) -> ScannerAddress | None:
    value = environ.get("CSE_ASSESS_CLAMD")
    if not value:
        return None
    try:
        url = urlsplit(value)
        if url.scheme == "tcp" and url.hostname and url.port:
            return ScannerAddress(host=url.hostname, port=url.port)
        if url.scheme == "unix" and url.path.startswith("/") and not url.netloc:
            return ScannerAddress(path=url.path)
    except ValueError:
        pass
    raise ConfigError(
        f"CSE_ASSESS_CLAMD is {value!r}: expected tcp://HOST:PORT or unix:///PATH/OF/SOCKET"
    )
