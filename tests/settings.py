"""Settings of the test suite: the real ones, on a throw-away data directory and the database asked for."""

import os
import tempfile

os.environ.setdefault("DVHT_DATA", tempfile.mkdtemp(prefix="dvht-test-"))
if url := os.environ.get("DVHT_TEST_DATABASE_URL"):
    os.environ["DVHT_DATABASE_URL"] = url
else:
    os.environ.pop("DVHT_DATABASE_URL", None)

from dvht.config.settings import *  # noqa: F403
from dvht.config.settings import DATABASES, STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
ACCOUNT_RATE_LIMITS = False
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["CONN_MAX_AGE"] = 0
if not url:
    # A file, not memory: threads of one test then queue for the lock as processes of an installation do.
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.mkdtemp(prefix='dvht-test-')}/test.sqlite3"}
# whitenoise warns of a missing directory, and tests collect no static files
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
