"""Several machines: PostgreSQL, Redis, a reverse proxy in front. Refuses to start while something is unsaid."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from election_admin import databases
from election_admin.settings.base import *  # noqa: F403
from election_admin.settings.base import MIDDLEWARE, env

REQUIRED = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "TRUSTED_PROXIES")
missing = [name for name in REQUIRED if not env.str(name, default="")]
if missing:
    raise ImproperlyConfigured(f"Production needs these environment variables, which are not set: {', '.join(missing)}.")

SECRET_KEY = env.str("SECRET_KEY")
PUBLIC_URL = env.str("PUBLIC_URL").rstrip("/")
if not env.str("TRUSTED_PROXIES").isdecimal():
    raise ImproperlyConfigured(
        f"TRUSTED_PROXIES must be the number of reverse proxies in front (0 if none), not {env.str('TRUSTED_PROXIES')!r}."
    )
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES")
public = urlsplit(PUBLIC_URL)
if public.scheme not in {"http", "https"} or not public.hostname:
    raise ImproperlyConfigured(f"PUBLIC_URL must be an address like https://election.example.cn, not {PUBLIC_URL!r}.")

ALLOWED_HOSTS = [public.hostname]
CSRF_TRUSTED_ORIGINS = [f"{public.scheme}://{public.netloc}"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = public.scheme == "https"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if public.scheme == "https" else 0

if TRUSTED_PROXIES:
    MIDDLEWARE.insert(0, "election_admin.proxies.TrustedProxies")
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATABASES = {"default": databases.from_url(env.str("DATABASE_URL"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.str("REDIS_URL")}}

CELERY_BROKER_URL = env.str("REDIS_URL")
# A worker that died holds its hint no longer than this; the sweep queues the job again anyway.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_connect_timeout": 5}
