#include "guardrails/detectors/validators/france.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr std::string_view kSocialWords =
    "nir,numéro de sécurité sociale,numero de securite sociale,n° de sécurité sociale,"
    "sécurité sociale,securite sociale,sécu,numéro insee,n° insee,insee,carte vitale,vitale,"
    "assuré,assurée,immatriculation,ameli,cpam,social security*,insurance number";

constexpr std::string_view kFirmWords =
    "siren,siret,numéro siren,numéro siret,n° siren,n° siret,rcs,registre du commerce,entreprise,"
    "société,sas,sarl,établissement,siège,kbis,insee,sirene,company number,company";

constexpr std::string_view kVatWords =
    "tva,n° tva,numéro de tva,tva intracommunautaire,intracommunautaire,facture*,vat,vat id,"
    "vat number,invoice*";

constexpr std::string_view kTaxWords =
    "numéro fiscal,numero fiscal,n° fiscal,spi,numéro spi,référence fiscale,nif,impôt*,impot*,"
    "impots.gouv.fr,déclarant*,avis d'imposition,dgfip,tax number,tax id,tin";

constexpr std::string_view kPassportWords =
    "passeport*,numéro de passeport,n° de passeport,passport*";

constexpr std::string_view kCardWords =
    "cni,cnie,carte nationale d'identité,carte d'identité,carte d'identite,carte nationale,"
    "pièce d'identité,numéro de carte,identité,identity card,id card,national id";

constexpr Detector kRows[] = {
    {.entity = "FR_CNI",
     .country = "fr",
     .groups = "pii/fr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{12}\\b",
     .score = 0.2,
     .validate = likely<is_french_old_identity_card>,
     .needs_word = true,
     .context = kCardWords,
     .description = "French identity card until 2021, twelve digits",
     .source = "ANTS, carte nationale d'identité; décret 55-1397"},
    {.entity = "FR_CNI",
     .country = "fr",
     .groups = "pii/fr pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[A-Z](?:\\d[A-Z0-9]{7}|[A-Z0-9]{7}\\d)\\b",
     .score = 0.2,
     .validate = likely_if_named<is_french_identity_card, kCardWords>,
     .needs_word = true,
     .context = kCardWords,
     .description = "French identity card since 2021, nine characters, beside a word that names it",
     .source = "ANTS, carte nationale d'identité; regulation (EU) 2019/1157"},
    {.entity = "FR_NIR",
     .country = "fr",
     .groups = "pii/fr pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[123478][ .-]?\\d{2}[ .-]?\\d{2}[ .-]?(?:\\d{2}|2[AB])[ .-]?\\d{3}[ .-]?"
                   "\\d{3}(?:[ .-]?|[ /]{1,2}| - )\\d{2}\\b",
     .score = 0.5,
     .validate = unless_fraction<proven<is_nir>>,
     .context = kSocialWords,
     .description = "French social security number (NIR)",
     .source = "INSEE, NIR; code de la sécurité sociale, R115-1"},
    {.entity = "FR_NIR",
     .country = "fr",
     .groups = "pii/fr pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[123478][ .-]?\\d{2}[ .-]?\\d{2}[ .-]?(?:\\d{2}|2[AB])[ .-]?\\d{3}[ .-]?"
                   "\\d{3}\\b",
     .score = 0.2,
     .validate = likely_if_named<is_nir_without_key, kSocialWords>,
     .needs_word = true,
     .context = kSocialWords,
     .description = "French social security number (NIR) without its key",
     .source = "INSEE, NIR; code de la sécurité sociale, R115-1"},
    {.entity = "FR_PASSPORT",
     .country = "fr",
     .groups = "pii/fr pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b\\d{2} ?[A-Z]{2} ?\\d{5}\\b",
     .score = 0.3,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .description = "French passport, two digits, two letters and five digits",
     .source = "ANTS, passeport; Council of the EU, PRADO"},
    {.entity = "FR_SIREN",
     .country = "fr",
     .groups = "pii/fr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}[ .]?\\d{3}[ .]?\\d{3}\\b",
     .score = 0.3,
     .validate = unless_fraction<likely<is_siren>>,
     .needs_word = true,
     .context = kFirmWords,
     .description = "French company number (SIREN)",
     .source = "INSEE, Sirene"},
    {.entity = "FR_SIRET",
     .country = "fr",
     .groups = "pii/fr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}[ .]?\\d{3}[ .]?\\d{3}[ .]?\\d{3} ?\\d{2}\\b",
     .score = 0.5,
     .validate = unless_fraction<proven<is_siret>>,
     .context = kFirmWords,
     .description = "French number of an establishment (SIRET)",
     .source = "INSEE, Sirene"},
    {.entity = "FR_SIRET",
     .country = "fr",
     .groups = "pii/fr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d(?: ?\\d){13}\\b",
     .score = 0.3,
     .validate = unless_fraction<likely<is_siret>>,
     .needs_word = true,
     .context = kFirmWords,
     .description = "French number of an establishment (SIRET) in any groups",
     .source = "INSEE, Sirene"},
    {.entity = "FR_TAX_NUMBER",
     .country = "fr",
     .groups = "pii/fr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[0-3]\\d[ .]?\\d{2}[ .]?\\d{3}[ .]?\\d{3}[ .]?\\d{3}\\b",
     .score = 0.5,
     .validate = unless_fraction<validate_french_tax_number>,
     .context = kTaxWords,
     .description = "French tax number (numéro fiscal, SPI)",
     .source = "European Commission, TIN algorithms, France"},
    {.entity = "FR_VAT_ID",
     .country = "fr",
     .groups = "pii/fr pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bFR[ .-]?[0-9A-HJ-NP-Z]{2}[ .-]?\\d{3}[ .-]?\\d{3}[ .-]?\\d{3}\\b",
     .score = 0.5,
     .validate = proven<is_french_vat_number>,
     .context = kVatWords,
     .description = "French VAT number, with FR",
     .source = "European Commission, VIES; BOI-TVA-DECLA-20-10-20"},
    {.entity = "FR_VAT_ID",
     .country = "fr",
     .groups = "pii/fr pii/eu",
     .trigger = "\\d\\d",
     .expression =
         "(?i)\\b[0-9A-HJ-NP-Z]{2}(?:[ .-]?\\d{3}[ .-]?\\d{3}[ .-]?\\d{3}| \\d{4} \\d{5})\\b",
     .score = 0.4,
     .validate = likely<is_french_vat_number>,
     .needs_word = true,
     .context = kVatWords,
     .description = "French VAT number without FR",
     .source = "European Commission, VIES; BOI-TVA-DECLA-20-10-20"},
};

}  // namespace

std::span<const Detector> france_detectors() {
  return kRows;
}

}  // namespace weir
