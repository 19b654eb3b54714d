#include "guardrails/detectors/tables/secret_row.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

// The same row under a higher score: of two names for one form the nearer one counts.
constexpr Detector preferred(Detector row) {
  row.score = 0.95;
  return row;
}

constexpr Detector kRows[] = {
    token("OPENAI_API_KEY", R"(\bsk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,})",
          "OpenAI API key of a project or a service account", "platform.openai.com, API keys",
          "[A-Za-z0-9_-]"),
    token("OPENAI_API_KEY", R"(\bsk-[A-Za-z0-9]{20,})", "OpenAI API key of a user",
          "platform.openai.com, API keys", "[A-Za-z0-9]"),
    token("ANTHROPIC_API_KEY", R"(\bsk-ant-[A-Za-z0-9_-]{20,})", "Anthropic API key",
          "docs.anthropic.com, API keys", "[A-Za-z0-9_-]"),
    token("OPENROUTER_API_KEY", R"(\bsk-or-(?:v1-)?[a-f0-9]{64}\b)", "OpenRouter API key",
          "openrouter.ai docs, authentication"),
    preferred(assigned("DEEPSEEK_API_KEY", assignment<"(?i:deepseek)", "sk-[a-f0-9]{32}">,
                       "DeepSeek API key, with its name",
                       "api-docs.deepseek.com, your first API call")),
    token("GROQ_API_KEY", R"(\bgsk_[A-Za-z0-9]{48,56}\b)", "Groq API key",
          "console.groq.com docs, API keys"),
    token("XAI_API_KEY", R"(\bxai-[A-Za-z0-9]{70,90}\b)", "xAI API key", "docs.x.ai, API keys"),
    token("PERPLEXITY_API_KEY", R"(\bpplx-[A-Za-z0-9]{48,56}\b)", "Perplexity API key",
          "docs.perplexity.ai, API keys"),
    token("HUGGINGFACE_TOKEN", R"(\b(?:hf_|api_org_)[A-Za-z0-9]{34,40}\b)",
          "Hugging Face access token", "huggingface.co docs, user access tokens"),
    token("REPLICATE_API_TOKEN", R"(\br8_[A-Za-z0-9]{37}\b)", "Replicate API token",
          "replicate.com docs, API tokens"),
    assigned("MISTRAL_API_KEY", assignment<"(?i:mistral)", "[A-Za-z0-9]{32}">,
             "Mistral API key, with its name", "docs.mistral.ai, quickstart"),
    assigned("COHERE_API_KEY", assignment<"(?i:cohere|co_api)", "[A-Za-z0-9]{40}">,
             "Cohere API key, with its name", "docs.cohere.com, API keys"),
    token("TOGETHER_API_KEY", R"(\btgp_v1_[A-Za-z0-9_-]{43})", "Together AI key with its prefix",
          "docs.together.ai, authentication"),
    assigned("TOGETHER_API_KEY", assignment<"(?i:together)", "[a-f0-9]{64}">,
             "Older Together AI key, with its name", "docs.together.ai, authentication"),
    token("FIREWORKS_API_KEY", R"(\bfw_[A-Za-z0-9]{22,24}\b)", "Fireworks AI key",
          "docs.fireworks.ai, API keys"),
    token("CEREBRAS_API_KEY", R"(\bcsk-[a-z0-9]{48}\b)", "Cerebras API key",
          "inference-docs.cerebras.ai, authentication"),
    token("NVIDIA_API_KEY", R"(\bnvapi-[A-Za-z0-9_-]{60,70})", "NVIDIA API key",
          "docs.nvidia.com, NGC API keys"),
    assigned("ELEVENLABS_API_KEY",
             assignment<"(?i:elevenlabs|eleven_|xi-api)", "(?:sk_[a-f0-9]{48}|[a-f0-9]{32})">,
             "ElevenLabs API key, with its name", "elevenlabs.io docs, authentication"),
    token("LANGSMITH_API_KEY", R"(\blsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}\b)",
          "LangSmith personal or service key", "docs.langchain.com, LangSmith API keys"),
    token("LANGFUSE_SECRET_KEY",
          "\\bsk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b",
          "Langfuse secret key", "langfuse.com docs, API keys"),
    token("PINECONE_API_KEY", R"(\bpcsk_[A-Za-z0-9_]{50,})", "Pinecone API key",
          "docs.pinecone.io, manage API keys", "[A-Za-z0-9_]"),
    token("JINA_API_KEY", R"(\bjina_[A-Za-z0-9_-]{56,64})", "Jina AI key", "jina.ai, API keys"),
    token("TAVILY_API_KEY", R"(\btvly-[A-Za-z0-9-]{24,})", "Tavily API key",
          "docs.tavily.com, quickstart", "[A-Za-z0-9-]"),
    token("E2B_API_KEY", R"(\be2b_[a-f0-9]{40}\b)", "E2B API key", "e2b.dev docs, API key"),
    token("ANYSCALE_TOKEN", R"(\b(?:esecret|aph0)_[A-Za-z0-9]{20,})", "Anyscale token",
          "docs.anyscale.com, authentication", "[A-Za-z0-9]"),
    token("WANDB_API_KEY", R"(\bwandb_v1_[A-Za-z0-9_]{40,})", "Weights & Biases key, new form",
          "docs.wandb.ai, API keys", "[A-Za-z0-9_]"),
    assigned("WANDB_API_KEY", assignment<"(?i:wandb)", "[a-f0-9]{40}">,
             "Weights & Biases key, with its name", "docs.wandb.ai, API keys"),
    assigned("ASSEMBLYAI_API_KEY", assignment<"(?i:assemblyai|assembly_ai)", "[a-f0-9]{32}">,
             "AssemblyAI key, with its name", "assemblyai.com docs, authentication"),
};

}  // namespace

std::span<const Detector> secret_model_detectors() {
  return kRows;
}

}  // namespace weir
