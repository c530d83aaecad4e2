class Refused(Exception):
    """Bytes or a value that a codec does not take; `code` as docs/reference/testee.md has it."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code
