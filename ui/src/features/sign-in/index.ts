//! Before the plant: sign in, unlock, give the store's passphrase, choose a new password where it is due.

export { KeychainNeeded } from "./keychain-needed";
export { PassphraseNeeded } from "./passphrase";
export { PasswordDue } from "./password-due";
export { SignIn } from "./sign-in";
export { UnlockSession } from "./unlock";
