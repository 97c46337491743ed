"""Secure mail reached: SMTP to send, IMAP to receive, the operators and the sessions they take.

The standard library only (`smtplib`, `imaplib`, `ssl`), in threads: see ADR 0071.
"""
