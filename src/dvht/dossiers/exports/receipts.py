"""The receipt as a paper that can be printed."""

from dvht.documents.letters import Registration, compose, field_values
from dvht.dossiers.letters import receipt_letter
from dvht.dossiers.models import Delivery
from dvht.paper.pdf import render_pdf


def receipt_pdf(delivery: Delivery) -> bytes:
    """Composed from the delivery alone, so that it reads the same whenever it is printed."""
    letter = receipt_letter(delivery)
    body = delivery.body
    values = field_values(letter, body, {}, "")
    return render_pdf(compose(letter, body, values, Registration(issued_on=delivery.arrived_on)))
