"""What is due, for whom, and who wants to hear of it."""

from dvht.reminders.queries.due import Due, due_between, due_for
from dvht.reminders.queries.mail import failed_mails, last_mail, wants_mail, wishes_of

__all__ = ["Due", "due_between", "due_for", "failed_mails", "last_mail", "wants_mail", "wishes_of"]
