from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from elections.labels import PHASES
from elections.models import Account
from elections.rules.phases import Phase
from nominations.rehearsal.demonstration import demonstration_accounts, make_demonstration


def progress(when: datetime, community: str, phase: Phase) -> str:
    """As the window of the start shows it: in Chinese, whatever the machine speaks."""
    with translation.override("zh-hans"):
        return f"{when:%Y-%m-%d %H:%M} {community} {PHASES[phase]}"


class Command(BaseCommand):
    help = "Makes the rehearsal street of a newcomer where no office is yet, and prints its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Account.objects.exists():
            self.stdout.write("正在准备演练数据（文晖街道，八个社区），约需一分钟 …")
            make_demonstration(lambda *so_far: self.stdout.write(f"  {progress(*so_far)}"))
        accounts = demonstration_accounts()
        if not accounts:
            raise CommandError("已有正式办公数据，不再生成演练数据。")
        if not settings.DEMONSTRATION_PASSWORDS_ALLOWED:
            self.stdout.write("演练账号只能在本机使用；现在对外开放，演练密码一律不能登录。")
            return
        self.stdout.write("\n演练账号（用户名 / 密码）：")
        for account, password in accounts:
            self.stdout.write(f"  {account.username:<32} {password:<44} {account.display_name}")
