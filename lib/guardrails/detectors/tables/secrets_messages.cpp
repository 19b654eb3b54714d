#include "guardrails/detectors/tables/secret_row.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

// Chat, mail and telephony.
constexpr Detector kRows[] = {
    token("SLACK_TOKEN", R"(\b(?:xox[abceoprs]|xoxe\.xox[bp]|xapp)-[A-Za-z0-9-]{16,})",
          "Slack bot, user, app, configuration or refresh token", "api.slack.com, token types",
          "[A-Za-z0-9-]"),
    token("SLACK_WEBHOOK",
          "https://hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{30,}",
          "Slack webhook", "api.slack.com, incoming webhooks", "[A-Za-z0-9/_-]"),
    token("DISCORD_WEBHOOK",
          R"(https://(?:discord|discordapp|canary\.discord|ptb\.discord)\.com/api/webhooks/)"
          R"(\d{17,20}/[A-Za-z0-9_-]{60,})",
          "Discord webhook", "discord.com developers, webhooks", "[A-Za-z0-9_-]"),
    assigned("DISCORD_TOKEN",
             assignment<"(?i:discord|bot_token|bot token)",
                        R"([MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40})">,
             "Discord bot token: an id in base64, a time, a signature",
             "discord.com developers, reference: authentication"),
    {.entity = "TELEGRAM_BOT_TOKEN",
     .groups = "secret",
     .tier = Tier::kWhole,
     .trigger = R"(\d:AA[A-Za-z0-9_-])",
     .lead = 9,
     .expression = R"(\d{8,10}:AA[A-Za-z0-9_-]{32,34})",
     .score = kTokenScore,
     .entropy = kTokenEntropy,
     .validate = validate_token,
     .description = "Telegram bot token",
     .source = "core.telegram.org/bots/api, authorizing your bot"},
    assigned("TEAMS_WEBHOOK",
             R"(webhook\.office\.com/webhookb2/[0-9a-f-]{36}@[0-9a-f-]{36}/IncomingWebhook/)"
             R"([0-9a-f]{32}/[0-9a-f-]{36})",
             "Microsoft Teams webhook, from its host on",
             "learn.microsoft.com, Teams incoming webhooks"),
    token("SENDGRID_API_KEY", R"(\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})", "SendGrid API key",
          "twilio.com docs, SendGrid API keys"),
    token("MAILGUN_API_KEY", R"(\bkey-[a-f0-9]{32}\b)", "Mailgun API key",
          "documentation.mailgun.com, API keys"),
    assigned("MAILGUN_API_KEY",
             assignment<"(?i:mailgun|mg_api)", "[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}">,
             "Mailgun API key of the newer form, with its name",
             "documentation.mailgun.com, API keys"),
    {.entity = "MAILCHIMP_API_KEY",
     .groups = "secret",
     .tier = Tier::kWhole,
     .trigger = R"([0-9a-f]-us\d)",
     .lead = 31,
     .expression = R"(\b[0-9a-f]{32}-us\d{1,2}\b)",
     .score = kTokenScore,
     .entropy = kTokenEntropy,
     .description = "Mailchimp or Mandrill API key with its data centre",
     .source = "mailchimp.com developer, API key format"},
    assigned("POSTMARK_TOKEN", assignment<"(?i:postmark|x-postmark-server-token)", kUuid>,
             "Postmark server or account token, with its name",
             "postmarkapp.com developer, authentication"),
    token("RESEND_API_KEY", R"(\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,32}\b)", "Resend API key",
          "resend.com docs, API keys"),
    token("BREVO_API_KEY", R"(\bx(?:key|smtp)sib-[a-f0-9]{64}-[A-Za-z0-9]{16}\b)",
          "Brevo (Sendinblue) API or SMTP key", "developers.brevo.com, authentication"),
    token("TWILIO_API_KEY", R"(\b(?:SK[0-7]|SK[89a-f])[0-9a-f]{31}\b)", "Twilio API key SID",
          "twilio.com docs, API keys"),
    assigned("TWILIO_AUTH_TOKEN", assignment<"(?i:twilio)", "[a-f0-9]{32}">,
             "Twilio auth token, with its name", "twilio.com docs, auth tokens"),
    token("FACEBOOK_ACCESS_TOKEN", R"(\bEAA[A-Z][A-Za-z0-9]{100,})",
          "Facebook, Instagram or WhatsApp access token", "developers.facebook.com, access tokens",
          "[A-Za-z0-9]"),
    token("TWITTER_BEARER_TOKEN", R"(\bAAAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{60,})",
          "X (Twitter) app-only bearer token", "developer.x.com, OAuth 2.0 bearer token",
          "[A-Za-z0-9%]"),
};

}  // namespace

std::span<const Detector> secret_message_detectors() {
  return kRows;
}

}  // namespace weir
