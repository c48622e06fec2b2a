"""Codes that name a person for good: kept sealed, compared by a keyed hash, shown masked."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

SHOWN_DIGITS = 3


def tidied(code: str) -> str:
    """The code without spaces, dots and dashes, in capitals: how two rosters write one person alike."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def seal(text: str) -> str:
    """The text encrypted with the installation's key; an empty text stays empty."""
    return Fernet(_key("seal")).encrypt(text.encode()).decode("ascii") if text else ""


def unseal(sealed: str) -> str:
    """The text that was sealed; empty when this installation's key can't open it."""
    try:
        return Fernet(_key("seal")).decrypt(sealed.encode("ascii")).decode() if sealed else ""
    except InvalidToken:
        return ""


def keyed_hash(code: str) -> str:
    """The same for the same code in this installation, and telling nothing of it to others; empty for none."""
    wanted = tidied(code)
    return hmac.new(_key("hash"), wanted.encode(), hashlib.sha256).hexdigest() if wanted else ""


def masked(code: str) -> str:
    """•••••••••123: enough to recognise one's own."""
    return (
        "•" * (len(code) - SHOWN_DIGITS) + code[-SHOWN_DIGITS:]
        if len(code) > SHOWN_DIGITS
        else "•" * len(code)
    )


def _key(purpose: str) -> bytes:
    secret: str = settings.PERSONAL_DATA_KEY
    return base64.urlsafe_b64encode(hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest())
