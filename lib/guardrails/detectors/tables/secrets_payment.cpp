#include "guardrails/detectors/tables/secret_row.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

// Payment and commerce.
constexpr Detector kRows[] = {
    token("STRIPE_API_KEY", R"(\b(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{10,})",
          "Stripe secret or restricted key, or webhook secret; Paystack's too",
          "docs.stripe.com, API keys; paystack.com docs, API keys", "[A-Za-z0-9]"),
    assigned("BRAINTREE_ACCESS_TOKEN",
             R"(\baccess_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}\b)",
             "PayPal Braintree access token", "developer.paypal.com, Braintree access tokens"),
    token("SQUARE_TOKEN", R"(\b(?:sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,43}|EAAA[A-Za-z0-9_-]{60}))",
          "Square access token or application secret", "developer.squareup.com, access tokens"),
    token("ADYEN_API_KEY", R"(\bAQE[a-z][A-Za-z0-9+/=-]{100,})", "Adyen API key",
          "docs.adyen.com, API credentials", "[A-Za-z0-9+/=-]"),
    token("SHOPIFY_TOKEN", R"(\bshp(?:at|ca|pa|ss|ua|rt)_[a-fA-F0-9]{32}\b)",
          "Shopify access token or shared secret", "shopify.dev, access token formats (2020)"),
    token("PLAID_ACCESS_TOKEN",
          "\\baccess-(?:sandbox|development|production)-"
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b",
          "Plaid access token", "plaid.com docs, tokens"),
    assigned("PLAID_SECRET", assignment<"(?i:plaid)", "[a-f0-9]{30}">,
             "Plaid client secret, with its name", "plaid.com docs, API keys"),
    token("RAZORPAY_KEY", R"(\brzp_(?:live|test)_[A-Za-z0-9]{14}\b)", "Razorpay key id",
          "razorpay.com docs, API keys"),
    token("FLUTTERWAVE_SECRET_KEY", R"(\bFLWSECK(?:_TEST)?-[A-Za-z0-9]{12,40}(?:-X)?)",
          "Flutterwave secret key", "developer.flutterwave.com, API keys"),
    token("MOLLIE_API_KEY", R"(\blive_[A-Za-z0-9]{30,40}\b)", "Mollie live API key",
          "docs.mollie.com, authentication"),
    assigned("GOCARDLESS_TOKEN",
             assignment<"(?i:gocardless)", "(?:live|sandbox)_[A-Za-z0-9_-]{40}">,
             "GoCardless access token, with its name", "developer.gocardless.com, authentication"),
    token("EASYPOST_API_KEY", R"(\bEZ[AT]K[A-Za-z0-9]{54}\b)", "EasyPost API key",
          "docs.easypost.com, authentication"),
    token("SHIPPO_TOKEN", R"(\bshippo_(?:live|test)_[a-f0-9]{40}\b)", "Shippo API token",
          "docs.goshippo.com, authentication"),
    token("DUFFEL_TOKEN", R"(\bduffel_(?:live|test)_[A-Za-z0-9_-]{43})", "Duffel access token",
          "duffel.com docs, making requests"),
};

}  // namespace

std::span<const Detector> secret_payment_detectors() {
  return kRows;
}

}  // namespace weir
