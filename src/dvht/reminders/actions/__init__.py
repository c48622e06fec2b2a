"""Deeds of the reminders: remind of what is due, write and send the day's mail, keep what people want."""

from dvht.reminders.actions.address import make_address, person_at, revoke_address
from dvht.reminders.actions.mail import send_mail_of_day, write_daily_mails
from dvht.reminders.actions.reminding import MARKS, remind_of_due
from dvht.reminders.actions.wishes import save_wishes

__all__ = [
    "MARKS", "make_address", "person_at", "remind_of_due", "revoke_address", "save_wishes", "send_mail_of_day",
    "write_daily_mails",
]  # fmt: skip
