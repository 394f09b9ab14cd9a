//! Before the plant: sign in, unlock, give the store's passphrase.

export { KeychainNeeded } from "./keychain-needed";
export { PassphraseNeeded } from "./passphrase";
export { SignIn } from "./sign-in";
export { UnlockSession } from "./unlock";
