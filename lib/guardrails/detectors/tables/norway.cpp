#include "guardrails/detectors/validators/norway.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr std::string_view kGroups = "pii/no pii/eu pii/nordic";
constexpr std::string_view kHealth = "pii/no pii/eu pii/nordic pii/health";
constexpr std::string_view kPayment = "pii/no pii/eu pii/nordic pii/payment";

constexpr std::string_view kPersonalWords =
    "fødselsnummer*,fødselsnr,fodselsnummer*,fnr,f.nr,personnummer*,personnr,d-nummer*,"
    "d-nr,dnr,h-nummer*,hjelpenummer*,fh-nummer*,fødsels- og personnummer,norwegian id,"
    "national identity number,national id,birth number";
constexpr std::string_view kOrganisationWords =
    "organisasjonsnummer*,organisasjonsnr,orgnummer*,orgnr,org.nr,org nr,org.nummer,org-nr,"
    "foretaksregister*,enhetsregister*,organisation number,organization number,"
    "company number,registration number";
constexpr std::string_view kVatWords =
    "mva,mva-nummer,mva-nr,moms,momsnummer,merverdiavgift*,vat,vat id,vat number,vat no";
constexpr std::string_view kAccountWords =
    "kontonummer*,kontonr,konto nr,kontoen,konto,bankkonto*,lønnskonto*,bank account,"
    "account number,account no";
constexpr std::string_view kPassportWords =
    "passport*,passnummer*,passnr,pass nr,passets,norsk pass";
constexpr std::string_view kIdCardWords =
    "id-kort*,idkort*,id kort,identitetskort*,legitimasjon*,identity card,id card";
constexpr std::string_view kEhicWords =
    "ehic,european health insur*,health insurance card,helsetrygdkort*,trygdekort*,europeisk "
    "helsetrygd*";

constexpr Detector kRows[] = {
    {.entity = "NO_FODSELSNUMMER",
     .country = "no",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?\\d[ -]?\\d{2}\\b",
     .score = 0.2,
     .validate = validate_no_fodselsnummer,
     .context = kPersonalWords,
     .description = "Norwegian national identity number (fødselsnummer), D-, H- or FH-number",
     .source = "Forskrift til folkeregisterloven § 2-2-1; HIS 1001:2010; Skatteetaten, Nytt "
               "fødselsnummer fra 2032"},
    {.entity = "NO_ORGANISASJONSNUMMER",
     .country = "no",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b[1-9]\\d{2}[ .]?\\d{3}[ .]?\\d{3}\\b",
     .score = 0.3,
     .validate = validate_no_organisasjonsnummer,
     .needs_word = true,
     .context = kOrganisationWords,
     .description = "Norwegian organisation number (organisasjonsnummer)",
     .source = "Brønnøysund Register Centre, The organization number"},
    {.entity = "NO_VAT_ID",
     .country = "no",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b(?:[Nn][Oo][ -]?\\d{3}[ .]?\\d{3}[ .]?\\d{3}(?: ?[Mm][Vv][Aa])?"
                   "|\\d{3}[ .]?\\d{3}[ .]?\\d{3} ?[Mm][Vv][Aa])\\b",
     .score = 0.3,
     .validate = validate_no_vat_id,
     .context = kVatWords,
     .description = "Norwegian VAT number (MVA)",
     .source = "Skatteetaten; merverdiavgiftsloven § 15-10"},
    {.entity = "NO_BANK_ACCOUNT",
     .country = "no",
     .groups = kPayment,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{4}\\.\\d{2}\\.\\d{5}\\b",
     .score = 0.5,
     .validate = validate_no_bank_account,
     .context = kAccountWords,
     .description = "Norwegian bank account number (kontonummer) with dots",
     .source = "Bits AS, Kontonummer; ECBS TR 201"},
    {.entity = "NO_BANK_ACCOUNT",
     .country = "no",
     .groups = kPayment,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{4}[ .-]?\\d{2}[ -]?\\d{5}\\b",
     .score = 0.3,
     .validate = validate_no_bank_account,
     .needs_word = true,
     .context = kAccountWords,
     .description = "Norwegian bank account number with spaces, dashes or none",
     .source = "Bits AS, Kontonummer; ECBS TR 201"},
    {.entity = "NO_PASSPORT",
     .country = "no",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b(?:[A-Za-z]{3}\\d{6}|\\d{8})\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Norwegian passport number",
     .source = "Politiet, pass; Council of the European Union, PRADO, NOR-AO"},
    {.entity = "NO_ID_CARD",
     .country = "no",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{3}\\d{6}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Number of a Norwegian national identity card",
     .source = "Politiet, nasjonalt ID-kort; Council of the European Union, PRADO, NOR-BO"},
    {.entity = "NO_EHIC",
     .country = "no",
     .groups = kHealth,
     .trigger = "\\d\\d",
     .expression = "\\b80578[ -]?\\d{5}[ -]?\\d{5}[ -]?\\d{5}\\b",
     .score = 0.4,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kEhicWords,
     .description = "Number of a European Health Insurance Card of Norway",
     .source = "Administrative Commission, Decision S2 (2009), annex; EN 1867:1997"},
};

}  // namespace

std::span<const Detector> norway_detectors() {
  return kRows;
}

}  // namespace weir
