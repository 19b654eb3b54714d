#include "guardrails/detectors/tables/secret_row.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/credentials.h"

namespace weir {
namespace {

// Behind a URL's scheme: user, password, host. The password may hold "@", as people write it.
constexpr ExpressionText kUserInfo = R"(://[^\s:/?#@"'<>`]{0,32}:[^\s/"'<>`]{1,64}@)";

constexpr Detector with_password(std::string_view entity, std::string_view expression,
                                 Validator validate, double score, std::string_view description,
                                 std::string_view source) {
  return {.entity = entity,
          .groups = "secret",
          .tier = Tier::kWhole,
          .expression = expression,
          .score = score,
          .validate = validate,
          .description = description,
          .source = source};
}

template <ExpressionText kScheme>
constexpr Detector connection(std::string_view entity, std::string_view description,
                              std::string_view source) {
  return with_password(entity, joined<kScheme, kUserInfo>, validate_url_password, kTokenScore,
                       description, source);
}

constexpr Detector kRows[] = {
    connection<R"(\b(?i:postgres|postgis|cockroachdb)(?:ql)?(?:\+[a-z0-9]{2,12})?)">(
        "POSTGRES_CONNECTION_STRING", "Password in a PostgreSQL URI",
        "postgresql.org docs, libpq 34.1.1.2 connection URIs"),
    connection<R"(\b(?i:mysql|mariadb)x?(?:\+[a-z0-9]{2,12})?)">(
        "MYSQL_CONNECTION_STRING", "Password in a MySQL or MariaDB URI",
        "dev.mysql.com, connecting using URI-like strings"),
    connection<R"(\b(?i:mongodb)(?:\+srv)?)">("MONGODB_CONNECTION_STRING",
                                              "Password in a MongoDB URI",
                                              "mongodb.com docs, connection strings"),
    connection<R"(\b(?i:redis|valkey)s?)">("REDIS_CONNECTION_STRING", "Password in a Redis URI",
                                           "IANA, uri-schemes: redis, rediss"),
    connection<R"(\b(?i:amqp|mqtt|nats|stomp)s?)">("MESSAGE_BROKER_CONNECTION_STRING",
                                                   "Password in the URI of a message broker",
                                                   "rabbitmq.com, AMQP URI specification"),
    connection<
        R"(\b(?i:mssql|sqlserver|oracle|clickhouse|cassandra|neo4j|bolt|couchdb|elasticsearch|snowflake|redshift|trino|influxdb|db2)s?(?:\+[a-z0-9]{1,12})?)">(
        "DATABASE_CONNECTION_STRING", "Password in the URI of another database",
        "RFC 3986 3.2.1, as the databases' drivers use it"),
    with_password("CONNECTION_STRING_PASSWORD",
                  R"((?:[?&;]|; )(?i:password|pwd)=[^\s"'`<>,;&(){}\[\]\\]{1,64})",
                  validate_password_field, kTokenScore,
                  "Password field of a connection string: JDBC, ODBC, ADO.NET",
                  "learn.microsoft.com, ADO.NET and ODBC connection string syntax; the drivers' "
                  "pages on JDBC URLs"),
    with_password("URL_PASSWORD", kUserInfo.view(), validate_url_password, kAssignedScore,
                  "Password in a URL", "RFC 3986 3.2.1"),
    {.entity = "BASIC_AUTH_CREDENTIALS",
     .groups = "secret",
     .tier = Tier::kWhole,
     .expression = R"(\b(?i:basic) [A-Za-z0-9+/=]{8,})",
     .score = kTokenScore,
     .validate = validate_basic_credentials,
     .tail = "[A-Za-z0-9+/=]",
     .description = "User and password of HTTP's Basic scheme",
     .source = "RFC 7617"},
    {.entity = "BEARER_TOKEN",
     .groups = "secret",
     .tier = Tier::kWhole,
     .expression = R"(\b(?i:bearer) [A-Za-z0-9._~+/=-]{16,})",
     .score = 0.7,
     .validate = validate_generic_key,
     .tail = "[A-Za-z0-9._~+/=-]",
     .description = "Token of HTTP's Bearer scheme",
     .source = "RFC 6750 2.1"},
    with_password(
        "NETRC_PASSWORD",
        R"(\bmachine \S{1,64}\s{1,4}login \S{1,64}\s{1,4}password [^\s"'`<>,;&(){}\[\]\\]{1,64})",
        validate_password_field, kTokenScore, "Password in a .netrc line",
        "GNU inetutils manual, the .netrc file"),
    assigned("WIREGUARD_PRIVATE_KEY", R"((?i:privatekey|presharedkey) ?= ?[A-Za-z0-9+/]{43}=)",
             "WireGuard private or preshared key", "wg(8), configuration file format"),
    {.entity = "GENERIC_API_KEY",
     .groups = "secret",
     .tier = Tier::kWhole,
     .expression =
         R"((?i:apikey|api_key|api-key|api key|secret|token|access_key|accesskey|access-key|)"
         R"(auth_key|authkey|private_key|privatekey|encryption_key|signing_key|credential))"
         R"([\w.-]{0,20}["'\]\\]{0,3} ?[=:>]{1,2}[ \t"'`\\]{0,4}[A-Za-z0-9+/_.~-]{16,})",
     .score = 0.6,
     .validate = validate_generic_key,
     .tail = "[A-Za-z0-9+/_.~-]",
     .description = "Value of chance behind a name such as api_key, secret or token",
     .source = "NIST SP 800-63B 5.1: secrets have entropy, words have less (Shannon 1951)"},
    with_password("GENERIC_PASSWORD",
                  R"((?i:password|passwd|passphrase|kennwort|salasana|contrase\xC3\xB1a))"
                  R"([\w.-]{0,20}["'\]\\]{0,3} ?[=:>]{1,2}[ \t"'`\\]{0,4})"
                  R"([^\s"'`<>,;(){}\[\]\\]{6,64})",
                  validate_password, 0.6, "Password behind its name, with a digit or a sign",
                  "NIST SP 800-63B 5.1.1"),
};

}  // namespace

std::span<const Detector> secret_generic_detectors() {
  return kRows;
}

}  // namespace weir
