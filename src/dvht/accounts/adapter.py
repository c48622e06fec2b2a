"""How sign-in behaves here: accounts are made by an administrator, never by a visitor."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from dvht.accounts.actions import change_own_password

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra lại, kể cả phím Caps Lock."


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Tài khoản này đã ngừng dùng. Hỏi người quản trị của đơn vị.",
        "duplicate_email": "Thư điện tử này đã có trong tài khoản của bạn.",
        "email_password_mismatch": WRONG,
        "email_taken": "Thư điện tử này đã thuộc tài khoản khác.",
        "enter_current_password": "Mật khẩu hiện tại chưa đúng.",
        "incorrect_code": "Mã chưa đúng.",
        "incorrect_password": "Mật khẩu chưa đúng.",
        "invalid_login": WRONG,
        "invalid_or_expired_key": "Mã không đúng hoặc đã hết hạn.",
        "invalid_password_reset": "Liên kết đặt lại mật khẩu không đúng hoặc đã hết hạn. Gửi lại yêu cầu.",
        "rate_limited": "Thao tác quá nhanh. Chờ một phút rồi thử lại.",
        "same_as_current": "Giá trị mới phải khác giá trị hiện tại.",
        "too_many_login_attempts": "Đăng nhập sai quá nhiều lần. Chờ 5 phút rồi thử lại.",
        "unknown_email": "Không có tài khoản nào dùng thư điện tử này.",
        "username_password_mismatch": WRONG,
        "username_taken": "Tên đăng nhập này đã có người dùng.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Usernames are given by an administrator; nothing is made up."""

    def clean_password(self, password: str, user: Any = None) -> str:
        if user is not None and user.password_is_temporary and user.check_password(password):
            raise ValidationError("Mật khẩu mới phải khác mật khẩu tạm.")
        chosen: str = super().clean_password(password, user)
        return chosen

    def set_password(self, user: Any, password: str) -> None:
        change_own_password(user, password)


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, str]] = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": "Tài khoản đang xác thực hai bước nên không thêm được thư điện tử.",
        "cannot_delete_authenticator": "Không tắt được xác thực hai bước.",
        "cannot_generate_recovery_codes": "Bật xác thực hai bước trước, rồi mới tạo mã dự phòng.",
        "incorrect_code": "Mã chưa đúng. Kiểm tra giờ của điện thoại rồi nhập mã mới.",
        "unverified_email": "Xác nhận thư điện tử trước, rồi mới bật xác thực hai bước.",
    }


class LongEnough(MinimumLengthValidator):
    """The framework has no Vietnamese words for it."""

    def get_error_message(self) -> str:
        return f"Mật khẩu phải có ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        return self.get_error_message()
