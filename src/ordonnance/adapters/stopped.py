"""What stops a command of the operator: a stable code, a French sentence, what to do."""


class Stopped(Exception):
    """Nothing was done. `code` is stable, `message` and `do` are French."""

    def __init__(self, code: str, message: str, do: str) -> None:
        super().__init__(f"{message} {do}")
        self.code, self.message, self.do = code, message, do
