#include "eventstore/merkle.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace eventstore {
namespace {

std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace

void Hasher::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Hasher::Hasher() : context_(EVP_MD_CTX_new()) {
  if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL has no SHA-256");
  }
}

Hash Hasher::digest(std::string_view prefix, std::string_view first, std::string_view second) {
  Hash hash;
  // A null type keeps the algorithm fetched in the constructor: the fetch is half of the cost.
  const bool fine = EVP_DigestInit_ex(context_.get(), nullptr, nullptr) == 1 &&
                    EVP_DigestUpdate(context_.get(), prefix.data(), prefix.size()) == 1 &&
                    EVP_DigestUpdate(context_.get(), first.data(), first.size()) == 1 &&
                    EVP_DigestUpdate(context_.get(), second.data(), second.size()) == 1 &&
                    EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) == 1;
  if (!fine) {
    throw std::runtime_error("OpenSSL could not compute a SHA-256");
  }
  return hash;
}

Hash Hasher::leaf(std::string_view bytes) { return digest({"\0", 1}, bytes, {}); }

Hash Hasher::node(const Hash& left, const Hash& right) {
  return digest("\1", bytes_of(left), bytes_of(right));
}

Hash Hasher::plain(std::string_view bytes) { return digest({}, bytes, {}); }

Hash Frontier::root(Hasher& hasher) const {
  if (roots.empty()) {
    return hasher.plain({});
  }
  Hash hash = roots.back();
  for (std::size_t left = roots.size() - 1; left > 0; --left) {
    hash = hasher.node(roots[left - 1], hash);
  }
  return hash;
}

}  // namespace eventstore
