"""How Django forms are drawn in our look, and the fields for several files and several rows at once."""

from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.forms import ClearableFileInput, FileField, ModelMultipleChoiceField, ValidationError
from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Draws `{{ form }}` and `{{ form.x.as_field_group }}` like `{% field form.x %}`.

    The widgets themselves come from ui/templates/django/forms, so "dvht.ui" must precede "django.forms"
    in INSTALLED_APPS.
    """

    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/group.html"


LONGEST_NUMBER: Final = 18


class RowsField(ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no type at run time
    """Several rows of a table, by their numbers."""

    def clean(self, value: Any) -> Any:
        """Numbers that no row can have are refused here: a database can't even be asked about them."""
        if any(not str(number).isdecimal() or len(str(number)) > LONGEST_NUMBER for number in value or ()):
            raise ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value")
        return super().clean(value)


class FilesInput(ClearableFileInput):
    allow_multiple_selected = True


class FilesField(FileField):
    """Several files at once; cleans to a list, empty when none came. For `ui/dropzone.html`."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(file, initial) for file in files]
        return [file for file in cleaned if file]
