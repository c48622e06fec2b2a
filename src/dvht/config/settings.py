"""Settings of every installation. What differs between installations comes from config.environment."""

import os
from typing import Any

from csp.constants import NONE, SELF

from dvht.config.environment import (
    data_directory,
    database,
    number,
    offer_own_packs,
    personal_data_key,
    secret_key,
    switch,
    words,
)

DATA = data_directory()
offer_own_packs()

DEBUG = False
SECRET_KEY = secret_key(DATA)
PERSONAL_DATA_KEY = personal_data_key(DATA)
ALLOWED_HOSTS = words("DVHT_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("DVHT_TRUSTED_ORIGINS")
DEMO = switch("DVHT_DEMO")

INSTALLED_APPS = [
    "dvht.demo",
    "dvht.portal",
    "dvht.reports",
    "dvht.reminders",
    "dvht.recognition",
    "dvht.appraisal",
    "dvht.dossiers",
    "dvht.assessment",
    "dvht.citizens",
    "dvht.plans",
    "dvht.members",
    "dvht.evidence",
    "dvht.documents",
    "dvht.inbox",
    "dvht.accounts",
    "dvht.units",
    "dvht.audit",
    "dvht.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "treebeard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "dvht.ui.middleware.PlainAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dvht.accounts.middleware.PrivateAnswersMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dvht.accounts.middleware.SetUpMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "dvht.accounts.middleware.TemporaryPasswordMiddleware",
    "dvht.ui.middleware.DeedAddressMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dvht.assessment.middleware.UncomputableMiddleware",
    "dvht.inbox.middleware.TellChangesMiddleware",
]

ROOT_URLCONF = "dvht.config.urls"
WSGI_APPLICATION = "dvht.config.wsgi.application"
FORM_RENDERER = "dvht.ui.forms.HouseRenderer"
FORMAT_MODULE_PATH = ["dvht.ui.formats"]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dvht.reports.context.frame",
                "dvht.accounts.context.sign_in",
            ],
            "builtins": [
                "django.templatetags.static",
                "dvht.ui.templatetags.ui",
                "dvht.ui.templatetags.written",
            ],
        },
    }
]

DATABASES = {"default": database(DATA)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue at BEGIN instead of failing in the middle of a transaction; readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # The longest statements ask much of a thousand units: to compile one takes PostgreSQL longer than to answer it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "dvht.accounts.adapter.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "dvht.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "dvht.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "ĐVHT"

# Without a mail server nothing is sent and nothing fails: a forgotten password is then the administrator's to reset.
EMAIL_HOST = os.environ.get("DVHT_SMTP_HOST", "")
EMAIL_PORT = number("DVHT_SMTP_PORT", 587)
EMAIL_HOST_USER = os.environ.get("DVHT_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DVHT_SMTP_PASSWORD", "")
EMAIL_USE_TLS = switch("DVHT_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DVHT_MAIL_FROM", "dvht@localhost")

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A page of 30 files of 50 MB each is a normal upload; each file is limited by evidence, never by memory.
DATA_UPLOAD_MAX_NUMBER_FILES = 50
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A unit of 5,000 people may decide all of its plans from one page: a field for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_TEMP_DIR = None
# Stops each file at 50 MB while it arrives, wherever it is sent.
FILE_UPLOAD_HANDLERS = ["dvht.evidence.forms.uploading.LimitedUploadHandler"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# Where people reach this installation, for addresses on paper and in mail ("https://dvht.example.vn"); empty: unknown.
PUBLIC_URL = os.environ.get("DVHT_PUBLIC_URL", "").rstrip("/")
HTTPS = switch("DVHT_HTTPS")
if HTTPS:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
