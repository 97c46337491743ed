"""Messages without documents: to take a prescription back, to try a box, to end, to remind."""

from dataclasses import dataclass, replace

from ordonnance.documents.mail.message import Message, MessageId
from ordonnance.documents.mail.prescribed import Sending, body

WITHDRAWAL_SUBJECT = "Retrait d’une prescription : ne pas délivrer"
TEST_SUBJECT = "Essai de la messagerie sécurisée"
END_SUBJECT = "Échange terminé"
REMINDER_SUBJECT = "Votre avis sur l’ordonnance numérique"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is taken back: the id of its message, and why, in words that name nobody."""

    message: MessageId
    reason: str


def withdrawal_message(sending: Sending, withdrawn: Withdrawn) -> Message:
    """The message that follows the one it takes back (In-Reply-To, References: ECO.2.2.2).

    It carries no document and names no patient: the message that it answers does.
    """
    words = (
        "La prescription envoyée par le message auquel celui-ci répond est retirée.",
        "Ne pas la délivrer, et détruire les copies imprimées.",
        f"Raison\u202f: {withdrawn.reason}",
        "",
        f"Message retiré\u202f: {withdrawn.message}",
    )
    return _message(sending, WITHDRAWAL_SUBJECT, words, withdrawn.message)


def trial_message(sending: Sending) -> Message:
    """A message to oneself, which asks for its receipt."""
    words = ("Ce message vérifie que cette boîte envoie et reçoit. Il ne concerne aucun patient.",)
    return _message(sending, TEST_SUBJECT, words, None)


def ending_message(sending: Sending, answers: MessageId | None) -> Message:
    """The last message to a patient, who cannot answer it (X-MSS-MES: FIN, ECO.2.2.8)."""
    words = (
        "La pharmacie a traité votre message. Cet échange est terminé\u202f: il n’attend pas de "
        "réponse.",
        "Pour une autre demande, écrivez à la pharmacie un nouveau message.",
    )
    last = _message(replace(sending, ends_exchange=True), END_SUBJECT, words, answers)
    return replace(last, wants_receipt=False)


def reminder_message(sending: Sending, title: str, address: str) -> Message:
    """Asks for the answer to the questionnaire of a présérie, at its address."""
    words = (
        f"Votre site prend part à la présérie « {title} ». Votre avis compte au bilan, et nous ne "
        "l’avons pas encore reçu.",
        "Neuf questions, trois minutes\u202f; votre nom n’est pas demandé\u202f:",
        address,
        "Ce message ne concerne aucun patient.",
    )
    return replace(_message(sending, REMINDER_SUBJECT, words, None), wants_receipt=False)


def _message(
    sending: Sending, subject: str, words: tuple[str, ...], answers: MessageId | None
) -> Message:
    return Message(
        id=sending.id,
        sent_at=sending.at,
        sender=sending.sender,
        recipient=sending.recipient,
        subject=subject,
        text=body(words),
        product=sending.product,
        boundary=sending.boundary,
        answers=answers,
        reply_to=sending.reply_to,
        ends_exchange=sending.ends_exchange,
    )
