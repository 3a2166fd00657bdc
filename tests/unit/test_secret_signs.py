"""What looks like a key or a token is told, never what it is; ordinary words are left in peace."""

import time
from pathlib import Path

import pytest

from prepsite.app.scaffold import init
from prepsite.core.secret_signs import REMEDY, secret_problems
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

REPOSITORY = Path(__file__).resolve().parents[2]
# Joined here, so that nothing in this file looks like one.
R20, R36 = "aB3dE5gH7jK9mN1pQ2rS", "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2"
SECRETS = {
    "openai": "sk-" + "proj-" + R36,
    "anthropic": "sk-" + "ant-api03-" + R36,
    "old openai": "sk-" + R36 + R20,
    "stripe": "sk_" + "live_" + R20 + "5678",
    "github": "gh" + "p_" + R36,
    "github fine": "github" + "_pat_" + R20 + "_" + R36,
    "gitlab": "gl" + "pat-" + R20,
    "aws": "AK" + "IA" + "IOSFODNN7EXAMPL3",
    "slack": "xo" + "xb-123456789012-" + R20,
    "google": "AI" + "za" + R36[:35],
    "npm": "np" + "m_" + R36,
    "sendgrid": "S" + "G." + R20 + "ab." + R36 + "xyz",
    "hugging face": "h" + "f_" + R36,
    "jwt": "ey" + "J" + R20 + ".ey" + "J" + R36 + "." + R36,
    "pem": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "openssh": "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "in an address": "postgres://admin:" + "hunter2@db.example.com/prod",
    "password": "password: " + "x7Kq!92mLp#4",
    "token": 'token = "' + "9f86d081884c7d659a2feaa0c55ad015" + '"',
    "api key": "API key: " + "Zx81-Qq77-Lm03-Vt55",
    "German": "Passwort ist " + "Kq92!mLpXx4",
}
HARMLESS = (
    "I rotated tokens and passwords every 90 days.",
    "The password: ask Ada for it.",
    "Token: see the vault of the team.",
    "OPENAI_API_KEY stands in the environment; api_key: ${OPENAI_API_KEY}",
    "password=changeme",
    "We issued a token per customer-2023-project.",
    "risk-based authentication for 2019-2021",
    "task-force-of-the-2021-migration-programme",
    "sk-learn and sk-image in production, sk-learn-contrib-2022 too",
    "https://example.com/a/b?c=d and ssh://git@example.org/me/search.git",
    "project:ledger/metrics/p95 [bullet:backend/moved]",
    "<!-- prepsite:section predicted_questions 0123456789abcdef -->",
    "Passwords of 12 characters; secret sharing; bearer tokens in headers",
    "secret santa 2023, token-2022 programme of Solana, OAuth2/OIDC tokens",
    "password hashing with bcrypt-12, PBKDF2-HMAC-SHA256, argon2id",
    "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    "-----BEGIN CERTIFICATE-----",
    "AKIA is how a key of AWS begins; so does sk- for others",
)


@pytest.mark.parametrize("kind", SECRETS)
def test_each_kind_is_found_at_its_place_and_not_repeated(kind: str) -> None:
    secret = SECRETS[kind]
    text = f"A line.\nSo I noted {secret}, for later.\n"
    (problem,) = secret_problems(text, "vault/profile.md")
    assert problem.line == 2
    assert text.split("\n")[1][problem.column - 1 :].strip()
    value = secret.split(" ")[-1].strip('"').rpartition(":")[2].split("@")[0]
    assert str(problem).startswith(f"vault/profile.md:2:{problem.column}: warning: this looks like ")
    assert problem.remedy == REMEDY
    assert value[-6:] not in str(problem)


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_words_are_left_in_peace(text: str) -> None:
    assert secret_problems(text, "vault/profile.md") == ()


def test_what_is_there_for_every_kind_of_file_is_told_by_check(tmp_path: Path) -> None:
    init(tmp_path)
    vault = tmp_path / "vault"
    (vault / "applications/example/prep.md").write_text("---\nprepsite: '1'\n---\n", encoding="utf-8")
    files = [path for path in vault.rglob("*") if path.suffix in {".md", ".yml"}]
    for path in files:
        path.write_text(path.read_text("utf-8") + f"\n# {SECRETS['github']}\n", encoding="utf-8")
    told = {p.path for p in read_vault(Workspace.at(tmp_path)).problems if p.message.startswith("this looks")}
    assert told == {path.relative_to(tmp_path).as_posix() for path in files}
    assert len(told) > 8


def test_no_alarm_is_raised_on_the_vaults_of_this_repository() -> None:
    files = [
        path
        for folder in ("vault", "docs", "benchmarks", "templates", "tests/golden")
        for path in (REPOSITORY / folder).rglob("*")
        if path.suffix in {".md", ".yml", ".yaml"}
    ]
    assert len(files) > 150
    alarms = [str(p) for path in files for p in secret_problems(path.read_text("utf-8"), path.as_posix())]
    assert alarms == []


@pytest.mark.parametrize(
    "shape", ["password ", "sk-", "a://b:", "eyJ", "token: " + "a1", "-----BEGIN A ", "x" * 50 + "://"]
)
def test_no_text_is_slow(shape: str) -> None:
    before = time.process_time()
    secret_problems(shape * (400_000 // len(shape)), "vault/profile.md")
    assert time.process_time() - before < 3
