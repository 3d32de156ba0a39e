"""Settings of signing in: second factors, guesses, single sign-on, sessions. Part of config.settings."""

import datetime

from common import env

# Second factors, asked of every person at every address; nothing here or elsewhere turns them off.
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Obmin"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "accounts.interfaces.sign_in.CodeForm",
    "reauthenticate": "accounts.interfaces.sign_in.ConfirmByCodeForm",
    "activate_totp": "accounts.interfaces.sign_in.ActivateAppForm",
    "add_webauthn": "accounts.interfaces.sign_in.AddKeyForm",
}
MFA_KEY = env.text(
    "OBMIN_MFA_KEY", "", "Encrypts second factors at rest; without it a key is derived from OBMIN_SECRET_KEY."
)
# Nobody signs up: administrators add people. No mail is sent, so nothing asks for a mail server.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.interfaces.sign_in.SignInForm",
    "reauthenticate": "accounts.interfaces.sign_in.ConfirmByPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
#: Wrong passwords and codes: the next try waits the longer the more there were. Counted for a person from one address,
#: for a person from anywhere, and apart from both for a browser that she signed in with before; never for an address
#: alone, behind which a whole office may sit.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key,7/30m/key,9/3h/key",
    "login_failed_anywhere": "8/15m/key,10/2h/key",
}
#: How long a browser is known again for its person.
KNOWN_BROWSER_AGE = datetime.timedelta(days=90)
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("OBMIN_PROXIES", 0, "Proxies in front that add to X-Forwarded-For.")

# Single sign-on by OpenID Connect: off until its server is named. It stands in for the password, never for the second
# factor, and adds nobody.
OIDC_SERVER = env.text("OBMIN_OIDC_SERVER", "", "Address of the OpenID Connect server; without it none is asked.")
OIDC_NAME = env.text("OBMIN_OIDC_NAME", "OpenID Connect", "What the button of single sign-on calls it.")
SOCIALACCOUNT_ADAPTER = "accounts.single_sign_on.SingleSignOnAdapter"
_OFFICE = {"provider_id": "office", "name": OIDC_NAME, "settings": {"server_url": OIDC_SERVER}} | {
    "client_id": env.text("OBMIN_OIDC_CLIENT", "", "Our client id at the OpenID Connect server."),
    "secret": env.text("OBMIN_OIDC_SECRET", "", "Our secret at the OpenID Connect server."),
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [_OFFICE] if OIDC_SERVER else []},
}

#: A session ends ten hours after signing in, and earlier when nothing was done for a quarter of an hour.
SESSION_ENGINE = "accounts.domain.session_store"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_IDLE = datetime.timedelta(minutes=15)
