"""What can go wrong with a paper or a volume, told in Vietnamese for the person who asked for it."""


class PaperError(Exception):
    """A paper or a volume that can't be made; the message is Vietnamese, for people."""


class BadBlockError(PaperError):
    """A block whose parts contradict each other, such as a table row wider than its table."""


class UnreadableComponentError(PaperError):
    """A component of a volume whose file is damaged, truncated or not what it claims to be.

    `component` is the title the component bears in the volume's contents.
    """

    def __init__(self, component: str, reason: str) -> None:
        self.component = component
        self.reason = reason
        super().__init__(f"Không đóng được “{component}” vào quyển: {reason}")


class EmptyVolumeError(PaperError):
    """A volume with nothing to bind."""
