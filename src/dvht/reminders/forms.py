"""What the browser sends about a person's mail."""

from django import forms

from dvht.inbox.models import Topic


class WishesForm(forms.Form):
    """The topics that a person wants by mail."""

    topics = forms.MultipleChoiceField(
        label="Báo cả qua thư điện tử",
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "“%(value)s” không có trong danh sách. Hãy chọn lại."},
    )
