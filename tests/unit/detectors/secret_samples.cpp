#include "unit/detectors/secret_samples.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace weir {
namespace {

constexpr SecretForm kForms[] = {
    {"AWS_ACCESS_KEY_ID", "AKIA{216}"},
    {"AWS_ACCESS_KEY_ID", "ASIA{216}"},
    {"AWS_SECRET_ACCESS_KEY", "aws_secret_access_key = |{b40}|"},
    {"AWS_SECRET_ACCESS_KEY", "\"SecretAccessKey\": \"|{b40}|\""},
    {"AWS_SESSION_TOKEN", "IQoJb3JpZ2luX2Vj{A300}"},
    {"AWS_SESSION_TOKEN", "FwoGZXIvYXdzE{b200}"},
    {"AWS_BEDROCK_API_KEY", "ABSKQmVkcm9ja0FQSUtleS1{b90}"},
    {"AWS_BEDROCK_API_KEY", "bedrock-api-key-YmVkcm9jay5{A80}"},
    {"GOOGLE_API_KEY", "AIza{w35}"},
    {"GOOGLE_OAUTH_CLIENT_SECRET", "GOCSPX-{w28}"},
    {"GOOGLE_OAUTH_TOKEN", "ya29.{w120}"},
    {"GOOGLE_OAUTH_TOKEN", "1//0{w60}"},
    {"GCP_SERVICE_ACCOUNT_KEY", "\"private_key_id\": \"|{h40}|\""},
    {"AZURE_STORAGE_ACCOUNT_KEY", "AccountName=a;AccountKey=|{b86}==|"},
    {"AZURE_SHARED_ACCESS_KEY", "SharedAccessKeyName=Root;SharedAccessKey=|{b43}=|"},
    {"AZURE_SAS_TOKEN", "?sv=2022-11-02&sig=|{A43}%3D|"},
    {"AZURE_CLIENT_SECRET", "{A3}8Q~{w34}"},
    {"AZURE_CLIENT_SECRET", "AZURE_CLIENT_SECRET=|{w34}|"},
    {"DIGITALOCEAN_TOKEN", "dop_v1_{h64}"},
    {"DIGITALOCEAN_TOKEN", "doo_v1_{h64}"},
    {"HEROKU_API_KEY", "HRKU-{w60}"},
    {"HEROKU_API_KEY", "HEROKU_API_KEY=|{U}|"},
    {"HEROKU_API_KEY", "my heroku api key is |{U}|"},
    {"CLOUDFLARE_API_TOKEN", "cfut_{A48}"},
    {"CLOUDFLARE_API_TOKEN", "v1.0-{h24}-{h146}"},
    {"CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_TOKEN: |{w40}|"},
    {"ALIBABA_ACCESS_KEY_ID", "LTAI{A20}"},
    {"ALIBABA_ACCESS_KEY_SECRET", "accessKeySecret: '|{A30}|'"},
    {"TENCENT_SECRET_ID", "AKID{A32}"},
    {"IBM_CLOUD_API_KEY", "IBMCLOUD_API_KEY=|{w44}|"},
    {"ORACLE_CLOUD_KEY", "OCI_SECRET_KEY=|{b43}=|"},
    {"FLY_IO_TOKEN", "fo1_{w43}"},
    {"FLY_IO_TOKEN", "fm2_{b120}"},
    {"VERCEL_TOKEN", "vcp_{A56}"},
    {"VERCEL_TOKEN", "VERCEL_TOKEN=|{A24}|"},
    {"NETLIFY_TOKEN", "nfp_{A36}"},
    {"NETLIFY_TOKEN", "NETLIFY_AUTH_TOKEN=|{w43}|"},
    {"LINODE_TOKEN", "LINODE_TOKEN=|{h64}|"},
    {"HETZNER_TOKEN", "HCLOUD_TOKEN=|{A64}|"},
    {"SCALEWAY_ACCESS_KEY", "SCW{u17}"},
    {"SCALEWAY_SECRET_KEY", "SCW_SECRET_KEY=|{U}|"},
    {"YANDEX_CLOUD_KEY", "AQVN{w36}"},
    {"RENDER_API_KEY", "rnd_{A32}"},
    {"SUPABASE_TOKEN", "sbp_{h40}"},
    {"SUPABASE_TOKEN", "sb_secret_{w31}"},
    {"NEON_API_KEY", "napi_{a64}"},
    {"PLANETSCALE_TOKEN", "pscale_tkn_{w43}"},
    {"DATABRICKS_TOKEN", "dapi{h32}"},
    {"GITHUB_TOKEN", "ghp_{A36}"},
    {"GITHUB_TOKEN", "gho_{A36}"},
    {"GITHUB_TOKEN", "ghu_{A36}"},
    {"GITHUB_TOKEN", "ghs_{A36}"},
    {"GITHUB_TOKEN", "ghr_{A76}"},
    {"GITHUB_TOKEN", "github_pat_{A22}_{A59}"},
    {"GITLAB_TOKEN", "glpat-{w20}"},
    {"GITLAB_TOKEN", "glpat-{w27}.01.{a9}"},
    {"GITLAB_TOKEN", "gldt-{w20}"},
    {"GITLAB_TOKEN", "glrt-{w20}"},
    {"GITLAB_TOKEN", "glcbt-{h2}_{w20}"},
    {"GITLAB_TOKEN", "glptt-{h40}"},
    {"GITLAB_TOKEN", "glagent-{w50}"},
    {"GITLAB_TOKEN", "gloas-{h64}"},
    {"GITLAB_TOKEN", "GR1348941{w20}"},
    {"GITLAB_SESSION", "Cookie: _gitlab_session=|{h32}|"},
    {"BITBUCKET_TOKEN", "ATBB{A32}"},
    {"BITBUCKET_TOKEN", "ATCTT3{w150}={u8}"},
    {"ATLASSIAN_API_TOKEN", "ATATT3{w170}={u8}"},
    {"AZURE_DEVOPS_TOKEN", "AZURE_DEVOPS_EXT_PAT=|{c52}|"},
    {"SOURCEGRAPH_TOKEN", "sgp_{h16}_{h40}"},
    {"CIRCLECI_TOKEN", "CCIPAT_{A22}_{h40}"},
    {"CIRCLECI_TOKEN", "CIRCLECI_TOKEN=|{h40}|"},
    {"TRAVIS_TOKEN", "travis token: |{A22}|"},
    {"BUILDKITE_TOKEN", "bkua_{h40}"},
    {"JENKINS_TOKEN", "JENKINS_API_TOKEN=|11{h32}|"},
    {"CODECOV_TOKEN", "CODECOV_TOKEN=|{U}|"},
    {"SONAR_TOKEN", "sqp_{h40}"},
    {"TERRAFORM_CLOUD_TOKEN", "{A14}.atlasv1.{A67}"},
    {"PULUMI_TOKEN", "pul-{h40}"},
    {"VAULT_TOKEN", "hvs.{w95}"},
    {"VAULT_TOKEN", "hvb.{w150}"},
    {"DOPPLER_TOKEN", "dp.pt.{A43}"},
    {"DOPPLER_TOKEN", "dp.st.dev.{A43}"},
    {"ONEPASSWORD_SERVICE_ACCOUNT_TOKEN", "ops_eyJ{A300}"},
    {"ONEPASSWORD_SECRET_KEY", "A3-{u6}-{u6}-{u5}-{u5}-{u5}-{u5}"},
    {"NPM_TOKEN", "npm_{A36}"},
    {"NPM_TOKEN", "//registry.npmjs.org/:_authToken=|{U}|"},
    {"PYPI_TOKEN", "pypi-AgEIcHlwaS5vcmc{w140}"},
    {"RUBYGEMS_TOKEN", "rubygems_{h48}"},
    {"NUGET_API_KEY", "oy2{a43}"},
    {"CRATES_IO_TOKEN", "cio{A32}"},
    {"DOCKER_HUB_TOKEN", "dckr_pat_{w27}"},
    {"ARTIFACTORY_TOKEN", "AKCp{A69}"},
    {"ARTIFACTORY_TOKEN", "cmVmd{A59}"},
    {"CLOJARS_TOKEN", "CLOJARS_{h60}"},
    {"PREFECT_TOKEN", "pnu_{A36}"},
    {"POSTMAN_API_KEY", "PMAK-{h24}-{h34}"},
    {"SNYK_TOKEN", "SNYK_TOKEN=|{U}|"},
    {"LAUNCHDARKLY_KEY", "sdk-{U}"},
    {"OPENAI_API_KEY", "sk-{A48}"},
    {"OPENAI_API_KEY", "sk-proj-{w120}"},
    {"OPENAI_API_KEY", "sk-svcacct-{w64}"},
    {"ANTHROPIC_API_KEY", "sk-ant-api03-{w95}"},
    {"OPENROUTER_API_KEY", "sk-or-v1-{h64}"},
    {"DEEPSEEK_API_KEY", "DEEPSEEK_API_KEY=|sk-{h32}|"},
    {"GROQ_API_KEY", "gsk_{A52}"},
    {"XAI_API_KEY", "xai-{A80}"},
    {"PERPLEXITY_API_KEY", "pplx-{A48}"},
    {"HUGGINGFACE_TOKEN", "hf_{A34}"},
    {"REPLICATE_API_TOKEN", "r8_{A37}"},
    {"MISTRAL_API_KEY", "MISTRAL_API_KEY=|{A32}|"},
    {"COHERE_API_KEY", "COHERE_API_KEY: \"|{A40}|\""},
    {"TOGETHER_API_KEY", "tgp_v1_{w43}"},
    {"TOGETHER_API_KEY", "TOGETHER_API_KEY=|{h64}|"},
    {"FIREWORKS_API_KEY", "fw_{A24}"},
    {"CEREBRAS_API_KEY", "csk-{a48}"},
    {"NVIDIA_API_KEY", "nvapi-{w64}"},
    {"ELEVENLABS_API_KEY", "ELEVENLABS_API_KEY=|sk_{h48}|"},
    {"LANGSMITH_API_KEY", "lsv2_pt_{h32}_{h10}"},
    {"LANGFUSE_SECRET_KEY", "sk-lf-{U}"},
    {"PINECONE_API_KEY", "pcsk_{A5}_{A63}"},
    {"JINA_API_KEY", "jina_{h32}{w28}"},
    {"TAVILY_API_KEY", "tvly-dev-{A32}"},
    {"E2B_API_KEY", "e2b_{h40}"},
    {"ANYSCALE_TOKEN", "esecret_{a26}"},
    {"WANDB_API_KEY", "WANDB_API_KEY=|{h40}|"},
    {"ASSEMBLYAI_API_KEY", "ASSEMBLYAI_API_KEY=|{h32}|"},
    {"STRIPE_API_KEY", "sk_live_{A24}"},
    {"STRIPE_API_KEY", "rk_test_{A99}"},
    {"STRIPE_API_KEY", "whsec_{A32}"},
    {"BRAINTREE_ACCESS_TOKEN", "access_token$production${a16}${h32}"},
    {"SQUARE_TOKEN", "sq0atp-{w22}"},
    {"SQUARE_TOKEN", "EAAA{w60}"},
    {"ADYEN_API_KEY", "AQEy{b120}==-{b43}"},
    {"SHOPIFY_TOKEN", "shpat_{h32}"},
    {"PLAID_ACCESS_TOKEN", "access-sandbox-{U}"},
    {"PLAID_SECRET", "PLAID_SECRET=|{h30}|"},
    {"RAZORPAY_KEY", "rzp_live_{A14}"},
    {"FLUTTERWAVE_SECRET_KEY", "FLWSECK-{h32}-X"},
    {"MOLLIE_API_KEY", "live_{A30}"},
    {"GOCARDLESS_TOKEN", "GOCARDLESS_TOKEN=|live_{A40}|"},
    {"EASYPOST_API_KEY", "EZAK{A54}"},
    {"SHIPPO_TOKEN", "shippo_live_{h40}"},
    {"DUFFEL_TOKEN", "duffel_test_{w43}"},
    {"SLACK_TOKEN", "xoxb-{d12}-{d12}-{A24}"},
    {"SLACK_TOKEN", "xapp-1-A{u10}-{d13}-{h64}"},
    {"SLACK_TOKEN", "xoxe.xoxp-1-{A160}"},
    {"SLACK_WEBHOOK", "https://hooks.slack.com/services/T{u8}/B{u8}/{A24}"},
    {"DISCORD_WEBHOOK", "https://discord.com/api/webhooks/{d18}/{w68}"},
    {"DISCORD_TOKEN", "DISCORD_TOKEN=|M{A25}.{w6}.{A38}|"},
    {"TELEGRAM_BOT_TOKEN", "{d10}:AA{w33}"},
    {"TEAMS_WEBHOOK", "https://a.|webhook.office.com/webhookb2/{U}@{U}/IncomingWebhook/{h32}/{U}|"},
    {"SENDGRID_API_KEY", "SG.{w22}.{w43}"},
    {"MAILGUN_API_KEY", "key-{h32}"},
    {"MAILGUN_API_KEY", "MAILGUN_API_KEY=|{h32}-{h8}-{h8}|"},
    {"MAILCHIMP_API_KEY", "{h32}-us12"},
    {"POSTMARK_TOKEN", "POSTMARK_SERVER_TOKEN=|{U}|"},
    {"RESEND_API_KEY", "re_{A8}_{A24}"},
    {"BREVO_API_KEY", "xkeysib-{h64}-{A16}"},
    {"TWILIO_API_KEY", "SK{h32}"},
    {"TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN=|{h32}|"},
    {"FACEBOOK_ACCESS_TOKEN", "EAAC{A180}"},
    {"TWITTER_BEARER_TOKEN", "AAAAAAAAAAAAAAAAAAAAA{A90}"},
    {"DATADOG_API_KEY", "DD_API_KEY=|{h32}|"},
    {"DATADOG_API_KEY", "datadog app key |{h40}|"},
    {"NEW_RELIC_KEY", "NRAK-{u27}"},
    {"NEW_RELIC_KEY", "{h36}NRAL"},
    {"SENTRY_TOKEN", "sntryu_{h64}"},
    {"SENTRY_TOKEN", "sntrys_eyJ{A150}_{A43}"},
    {"GRAFANA_TOKEN", "glc_{A120}"},
    {"GRAFANA_TOKEN", "glsa_{A32}_{h8}"},
    {"GRAFANA_TOKEN", "eyJrIjoi{A80}"},
    {"HONEYCOMB_API_KEY", "hcaik_{a58}"},
    {"DYNATRACE_TOKEN", "dt0c01.{224}.{264}"},
    {"PAGERDUTY_API_KEY", "PAGERDUTY_API_KEY=|{A20}|"},
    {"SUMO_LOGIC_KEY", "SUMO_ACCESS_KEY=|{A64}|"},
    {"AXIOM_TOKEN", "xaat-{U}"},
    {"NOTION_TOKEN", "ntn_{A46}"},
    {"NOTION_TOKEN", "secret_{A43}"},
    {"LINEAR_API_KEY", "lin_api_{A40}"},
    {"FIGMA_TOKEN", "figd_{A40}"},
    {"ASANA_TOKEN", "asana token: |1/{d16}:{h32}|"},
    {"AIRTABLE_TOKEN", "AIRTABLE_TOKEN=|pat{A14}.{h64}|"},
    {"OKTA_API_TOKEN", "OKTA_API_TOKEN=|00{w40}|"},
    {"OKTA_API_TOKEN", "Authorization: SSWS |00{w40}|"},
    {"AUTH0_CLIENT_SECRET", "AUTH0_CLIENT_SECRET=|{w64}|"},
    {"ALGOLIA_API_KEY", "ALGOLIA_ADMIN_KEY=|{h32}|"},
    {"MAPBOX_SECRET_TOKEN", "sk.eyJ{A60}.{w22}"},
    {"CONTENTFUL_TOKEN", "CFPAT-{w43}"},
    {"DROPBOX_TOKEN", "sl.{w135}"},
    {"HUBSPOT_TOKEN", "pat-na1-{U}"},
    {"TYPEFORM_TOKEN", "tfp_{A59}"},
    {"README_API_KEY", "rdme_{a70}"},
    {"CLICKUP_TOKEN", "pk_{d8}_{u32}"},
    {"TAILSCALE_KEY", "tskey-auth-{A17}-{A32}"},
    {"OCTOPUS_DEPLOY_API_KEY", "API-{u26}"},
    {"OPENSHIFT_TOKEN", "sha256~{w43}"},
    {"MAXMIND_LICENSE_KEY", "{A6}_{A29}_mmk"},
    {"FASTLY_TOKEN", "FASTLY_API_TOKEN=|{w32}|"},
    {"TWITCH_TOKEN", "TWITCH_CLIENT_SECRET=|{a30}|"},
    {"POSTGRES_CONNECTION_STRING", "postgresql://app:|{A16}|@db.example.org:5432/shop"},
    {"POSTGRES_CONNECTION_STRING", "postgresql+psycopg://app:|a@{A9}|@db/shop"},
    {"MYSQL_CONNECTION_STRING", "mysql://root:|{A12}|@127.0.0.1/shop"},
    {"MONGODB_CONNECTION_STRING", "mongodb+srv://u:|{A12}|@c0.example.net/?w=1"},
    {"REDIS_CONNECTION_STRING", "rediss://:|{A24}|@cache:6380/0"},
    {"MESSAGE_BROKER_CONNECTION_STRING", "amqps://u:|{A12}|@mq/v"},
    {"DATABASE_CONNECTION_STRING", "mssql+pyodbc://sa:|{A12}|@sql/shop"},
    {"CONNECTION_STRING_PASSWORD", "jdbc:postgresql://db/shop?user=a&password=|{A12}|"},
    {"CONNECTION_STRING_PASSWORD", "jdbc:sqlserver://db:1433;user=sa;password=|{A12}|;x=y"},
    {"CONNECTION_STRING_PASSWORD",
     "Server=tcp:db,1433;Database=s;User Id=a;Password=|{A12}|;Encrypt=1"},
    {"URL_PASSWORD", "https://anna:|{A12}|@files.example.org/a"},
    {"BASIC_AUTH_CREDENTIALS", "Authorization: Basic |YW5uYTpzM2NyM3QtMQ==|"},
    {"BEARER_TOKEN", "Authorization: Bearer |{A40}|"},
    {"NETRC_PASSWORD", "machine api.example.org login anna password |{A12}|"},
    {"WIREGUARD_PRIVATE_KEY", "PrivateKey = |{b43}=|"},
    {"GENERIC_API_KEY", "api_key = \"|{A32}|\""},
    {"GENERIC_API_KEY", "{\"accessToken\":\"|{A40}|\"}"},
    {"GENERIC_API_KEY", "client_secret=|{h40}|"},
    {"GENERIC_PASSWORD", "password = \"|k7{A8}!|\""},
    {"GENERIC_PASSWORD", "DB_PASSWORD=|q9{A10}|"},
};

std::string_view alphabet(char name) {
  switch (name) {
    case 'A':
      return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    case 'a':
      return "abcdefghijklmnopqrstuvwxyz0123456789";
    case 'u':
      return "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    case 'h':
      return "0123456789abcdef";
    case '2':
      return "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    case 'c':
      return "abcdefghijklmnopqrstuvwxyz234567";
    case 'w':
      return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    case 'b':
      return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    case 'd':
      return "123456789";
    default:
      throw std::logic_error("no such alphabet");
  }
}

// The last byte is a letter or a digit: a full stop or a dash there could be a sentence's.
std::string chance(char name, size_t size, std::mt19937* random) {
  const std::string_view bytes = alphabet(name);
  const size_t plain = name == 'w' || name == 'b' ? bytes.size() - 2 : bytes.size();
  std::string text;
  while (text.size() + 1 < size) text += bytes[(*random)() % bytes.size()];
  if (size > 0) text += bytes[(*random)() % plain];
  return text;
}

std::string uuid(std::mt19937* random) {
  std::string text = chance('h', 8, random);
  for (const size_t size : {4, 4, 4, 12}) text += "-" + chance('h', size, random);
  return text;
}

using Part = std::function<std::string(std::string_view part)>;

SecretSample expand(std::string_view form, const Part& part) {
  SecretSample sample;
  size_t begin = std::string::npos;
  size_t end = std::string::npos;
  while (!form.empty()) {
    const char byte = form.front();
    if (byte == '|') {
      (begin == std::string::npos ? begin : end) = sample.text.size();
    } else if (byte == '{' && form.find('}') != std::string_view::npos && form[1] != '"') {
      const size_t close = form.find('}');
      sample.text += part(form.substr(1, close - 1));
      form.remove_prefix(close);
    } else {
      sample.text += byte;
    }
    form.remove_prefix(1);
  }
  sample.finding =
      begin == std::string::npos ? sample.text : sample.text.substr(begin, end - begin);
  return sample;
}

size_t size_of(std::string_view part) {
  return std::stoul(std::string(part.substr(1)));
}

}  // namespace

std::span<const SecretForm> secret_forms() {
  return kForms;
}

SecretSample make_sample(std::string_view form, std::mt19937* random) {
  return expand(form, [random](std::string_view part) {
    return part == "U" ? uuid(random) : chance(part[0], size_of(part), random);
  });
}

SecretSample make_dull_sample(std::string_view form) {
  return expand(form, [](std::string_view part) {
    if (part == "U") return std::string("00000000-0000-0000-0000-000000000000");
    return std::string(size_of(part), alphabet(part[0]).front());
  });
}

SecretSample make_short_sample(std::string_view form, std::mt19937* random) {
  return expand(form, [random](std::string_view part) {
    return chance(part == "U" ? 'h' : part[0], 3, random);
  });
}

}  // namespace weir
