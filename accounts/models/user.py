import copy
import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.sight import EVERYTHING, Assigned, Recipient, Sight, assignments_of, sight_of
from audit.models import Booked
from audit.triggers import booked
from common.classification import FieldClass, classify


class UserKind(models.TextChoices):
    PERSON = "person", _("person")
    MACHINE = "machine", _("machine client")
    SYSTEM = "system", _("the system itself")


#: What every request asks first. As SQL: to build it out of querysets would take longer than the database takes.
_SIGNED_IN = """
SELECT u.*,
    (SELECT a.id FROM accounts_readalarm a
        WHERE a.user_id = u.id AND a.voided_at IS NULL AND a.lifted_at IS NULL LIMIT 1) AS open_alarm_id,
    ARRAY(SELECT ARRAY[g.object_id, g.id] FROM accounts_breakglass g
        WHERE g.user_id = u.id AND g.voided_at IS NULL AND g.object_id IS NOT NULL
            AND g.opened_at <= %(now)s AND g.until > %(now)s) AS glass_pairs
FROM accounts_user u WHERE u.id = %(key)s
"""
_ROLES = "SELECT role FROM accounts_rolegrant WHERE user_id = %s AND voided_at IS NULL"


class UserManager(BaseUserManager):
    def signed_in(self, key: object) -> "User | None":
        """A user by key, with the alarm and the records in an emergency that are open for them, in one statement."""
        user = next(iter(self.raw(_SIGNED_IN, {"key": key, "now": timezone.now()})), None)
        if user is not None:
            user.open_glass = dict(user.glass_pairs)
        return user

    def system(self) -> "User":
        """The actor of commands and schedules. It has every permission and can never sign in."""
        return self.get(kind=UserKind.SYSTEM)


class User(AbstractBaseUser, Booked):
    """Who acts: a person, a machine client or the system. What they may is decided by their roles."""

    username = models.CharField(_("user name"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()])
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=UserKind, default=UserKind.PERSON)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    last_seen_today = models.DateTimeField(_("last look at Today"), null=True, editable=False)
    #: Null until the person has set up a second factor, and again after an administrator has reset it.
    second_factor_since = models.DateTimeField(_("second factor since"), null=True, editable=False)
    #: Null for a password of the person's own choice; a temporary one must be changed, and ends at this time.
    password_expires_at = models.DateTimeField(_("temporary password until"), null=True, editable=False)

    objects = UserManager()

    #: For whom something is being made, by a person as `making_for` returns her.
    made_for: Recipient | None = None

    #: Who may read the history of a person's account.
    view_permission = roles.Permission.ACCOUNTS_MANAGE

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    field_classes = classify(
        staff="username full_name email kind language is_active last_login last_seen_today password"
        " second_factor_since password_expires_at"
    )

    class Meta:
        triggers = booked(leaves_out=["last_login", "last_seen_today"], masks=["password"])
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=models.Q(kind=UserKind.SYSTEM), name="user_one_system"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.pk])

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def roles(self) -> frozenset[roles.Role]:
        """The roles that the person holds now."""
        with connection.cursor() as cursor:
            cursor.execute(_ROLES, [self.pk])
            return frozenset(roles.Role(role) for (role,) in cursor.fetchall())

    @cached_property
    def permissions(self) -> frozenset[str]:
        """The permissions that the roles add up to; none for who is not active."""
        if not self.is_active:
            return frozenset()
        if self.kind == UserKind.SYSTEM:
            return frozenset(roles.Permission)
        return frozenset().union(*(roles.PERMISSIONS[role] for role in self.roles))

    @cached_property
    def open_alarm_id(self) -> uuid.UUID | None:
        """The alarm of reads because of which the user is shown nothing now. Sign-in reads it with the user."""
        return self.read_alarms.open().values_list("pk", flat=True).first()

    @cached_property
    def open_glass(self) -> dict[uuid.UUID, uuid.UUID]:
        """Records that are open to the user in an emergency now, each with its break-glass."""
        return dict(self.broken_glass.open().filter(object_id__isnull=False).values_list("object_id", "pk"))

    @cached_property
    def field_classes_seen(self) -> frozenset[FieldClass]:
        """The classes of fields that the roles may see."""
        if self.kind == UserKind.SYSTEM:
            return frozenset(FieldClass)
        return frozenset().union(*(roles.FIELD_CLASSES[role] for role in self.roles))

    @cached_property
    def assignments(self) -> list[Assigned]:
        """Her assignments that hold today."""
        return assignments_of(self)

    def sight(self, permission: str) -> Sight:
        """What she sees by a permission: nothing of persons, places and exchanges without an assignment."""
        if self.kind == UserKind.SYSTEM:
            return EVERYTHING
        if permission not in self._sights:
            sight = sight_of(self, permission)
            if self.made_for:
                sight = replace(sight, recipient=self.made_for.and_for(sight.recipient))
            self._sights[permission] = sight
        return self._sights[permission]

    def making_for(self, recipient: Recipient) -> "User":
        """The same person with the sight in which she makes something for a recipient: less whoever is withheld."""
        maker = copy.copy(self)
        maker.made_for = recipient
        maker.__dict__.pop("_sights", None)
        return maker

    @cached_property
    def _sights(self) -> dict[str, Sight]:
        return {}

    def has_perm(self, permission: str, obj: models.Model | None = None) -> bool:
        """Whether the person has a permission, and, for an object, whether its rule allows it."""
        from accounts.backends import RoleBackend

        return RoleBackend().has_perm(self, permission, obj)

    def has_perms(self, permissions: Iterable[str], obj: models.Model | None = None) -> bool:
        return all(self.has_perm(permission, obj) for permission in permissions)
