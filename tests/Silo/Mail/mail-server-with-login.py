"""A mail server (aiosmtpd) that takes mails over TLS only, and only from one user. Says on its output who sent what to whom.

python3 mail-server-with-login.py PORT starttls|tls CERTIFICATE.pem USER PASSWORD
"""
import asyncio
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

port, security, certificate, user, password = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate)


class Taken:
    async def handle_DATA(self, server, session, envelope):
        print("taken", session.auth_data.login.decode(), *envelope.rcpt_tos, flush=True)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
    if not known:
        print("refused", mechanism, flush=True)
    return AuthResult(success=known, handled=False, auth_data=data)


def protocol():
    return SMTP(
        Taken(), tls_context=None if security == "tls" else context, require_starttls=security != "tls", auth_required=True,
        auth_require_tls=security != "tls", authenticator=authenticate)


async def main():
    await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", int(port), ssl=context if security == "tls" else None)
    print("listens", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
