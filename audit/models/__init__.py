from audit.models.anchor import Anchor
from audit.models.booked import Booked
from audit.models.change import Change
from audit.models.epoch import Epoch
from audit.models.feed_entry import FeedEntry
from audit.models.feed_gap import FeedGap
from audit.models.read import Read
from audit.models.redaction import Redaction
from audit.models.verification import Verification

__all__ = ["Anchor", "Booked", "Change", "Epoch", "FeedEntry", "FeedGap", "Read", "Redaction", "Verification"]
