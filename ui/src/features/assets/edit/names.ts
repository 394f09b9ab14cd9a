//! A thing of the plant has a name in both languages; who knows only one writes it once.

export function bothNames({ nameEn, nameAr }: { nameEn: string; nameAr: string }): { nameEn: string; nameAr: string } {
  const [en, ar] = [nameEn.trim(), nameAr.trim()];
  return { nameEn: en || ar, nameAr: ar || en };
}
