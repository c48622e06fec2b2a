"""What the browser sent: files checked by content, and what people say of evidence."""

from dvht.evidence.forms.block import RowBlock, row_block
from dvht.evidence.forms.content import examine
from dvht.evidence.forms.describing import EvidenceForm, LinkForm, PaperForm, ReuseForm, RowForm, form_for
from dvht.evidence.forms.sending import UploadForm, received_files
from dvht.evidence.forms.uploading import MAX_BYTES

__all__ = [
    "MAX_BYTES",
    "EvidenceForm",
    "LinkForm",
    "PaperForm",
    "ReuseForm",
    "RowBlock",
    "RowForm",
    "UploadForm",
    "examine",
    "form_for",
    "received_files",
    "row_block",
]
