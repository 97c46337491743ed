"""Why a file is not signed, said to whoever asked; nothing here quotes a PIN or a password."""


class SigningRefused(Exception):
    """Nothing was signed. `code` is stable, `message` and `do` are French."""

    def __init__(self, code: str, message: str, do: str) -> None:
        super().__init__(f"{code}\u202f: {message} {do}")
        self.code, self.message, self.do = code, message, do


def not_a_pdf(reason: str) -> SigningRefused:
    """Not a PDF, or one that cannot be signed."""
    return SigningRefused(
        "SIGNING_PDF_UNREADABLE",
        f"Ce fichier ne peut pas être signé\u202f: {reason}.",
        "Signer la feuille telle que « ordonnance render » l'écrit.",
    )


def module_unusable(path: str) -> SigningRefused:
    """The PKCS#11 library does not load."""
    return SigningRefused(
        "PKCS11_MODULE_UNUSABLE",
        f"Le module PKCS#11 {path} ne se charge pas.",
        "Installer le logiciel de la carte (pour une CPS\u202f: les composants Cryptolib CPS), "
        "puis donner le chemin de sa bibliothèque.",
    )


def token_absent(label: str | None) -> SigningRefused:
    """No card in any reader, or none of that name."""
    named = f" «\u202f{label}\u202f»" if label else ""
    return SigningRefused(
        "CARD_ABSENT",
        f"Aucune carte{named} n'est dans le lecteur.",
        "Insérer la carte, vérifier que le lecteur est branché, puis recommencer.",
    )


def token_unclear(labels: list[str]) -> SigningRefused:
    """Several cards."""
    return SigningRefused(
        "CARD_UNCLEAR",
        f"Plusieurs cartes sont présentes\u202f: {', '.join(labels)}.",
        "Choisir l'une d'elles par --token.",
    )


def token_failed(kind: str) -> SigningRefused:
    """The card or its library answered an error that has no words of its own."""
    return SigningRefused(
        "CARD_FAILED",
        f"La carte n'a pas pu signer ({kind}).",
        "Retirer la carte, la remettre, recommencer\u202f; si cela dure, essayer un autre poste.",
    )


def pin_wrong(*, last: bool) -> SigningRefused:
    """The card refused the PIN. `last`: one more mistake blocks it."""
    left = " Il ne reste qu'un essai\u202f: une erreur de plus bloquera la carte." if last else ""
    return SigningRefused(
        "PIN_WRONG",
        f"Le code de la carte n'est pas le bon.{left}",
        "Recommencer avec le bon code\u202f; rien n'est réessayé automatiquement.",
    )


def pin_locked() -> SigningRefused:
    """Too many wrong PINs."""
    return SigningRefused(
        "PIN_LOCKED",
        "Le code de la carte est bloqué.",
        "Débloquer la carte avec son code de déblocage (PUK), ou s'adresser à qui l'a délivrée.",
    )


def certificate_absent(label: str | None) -> SigningRefused:
    """No certificate that signs, with its private key."""
    named = f" nommé «\u202f{label}\u202f»" if label else ""
    return SigningRefused(
        "SIGNING_CERTIFICATE_ABSENT",
        f"Aucun certificat de signature{named} n'accompagne une clé privée.",
        "Vérifier la carte ou le fichier de clé, ou nommer un certificat par --certificate.",
    )


def certificate_unclear(labels: list[str]) -> SigningRefused:
    """Several certificates could sign."""
    return SigningRefused(
        "SIGNING_CERTIFICATE_UNCLEAR",
        f"Plusieurs certificats peuvent signer\u202f: {', '.join(labels)}.",
        "Choisir l'un d'eux par --certificate.",
    )


def certificate_not_valid(*, expired: bool) -> SigningRefused:
    """Outside its dates."""
    when = "est expiré" if expired else "n'est pas encore valable"
    return SigningRefused(
        "SIGNING_CERTIFICATE_EXPIRED",
        f"Le certificat de signature {when}.",
        "Renouveler la carte ou le certificat\u202f; vérifier aussi l'heure de ce poste.",
    )


def key_unusable(reason: str) -> SigningRefused:
    """A key of a kind or of a size that is not accepted."""
    return SigningRefused(
        "SIGNING_KEY_UNUSABLE",
        f"La clé de signature n'est pas utilisable\u202f: {reason}.",
        "Prendre une clé EC (P-256, P-384, P-521) ou RSA d'au moins 2\u202f048 bits.",
    )


def key_file_closed() -> SigningRefused:
    """Not PKCS#12, or not this password: the format does not let us tell which."""
    return SigningRefused(
        "KEY_FILE_UNREADABLE",
        "Le fichier de clé ne s'ouvre pas\u202f: ce n'est pas un fichier PKCS#12, ou son mot de "
        "passe est un autre.",
        "Vérifier le fichier (.p12 ou .pfx) et le mot de passe.",
    )


def timestamp_failed(reason: str) -> SigningRefused:
    """The authority did not answer, or not with a timestamp for us."""
    return SigningRefused(
        "TIMESTAMP_UNAVAILABLE",
        f"L'autorité d'horodatage n'a pas donné d'horodatage\u202f: {reason}.",
        "Recommencer plus tard, choisir une autre autorité (--tsa), ou signer sans horodatage "
        "(--without-timestamp).",
    )


def signature_differs() -> SigningRefused:
    """What was just signed does not verify: a faulty card, or a key of another certificate."""
    return SigningRefused(
        "SIGNATURE_DIFFERS",
        "La signature obtenue ne correspond pas au certificat\u202f: rien n'a été écrit.",
        "Vérifier que la clé et le certificat choisis vont ensemble.",
    )
