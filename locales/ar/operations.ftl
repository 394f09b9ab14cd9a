# سجل الإجراءات والتشخيص وحزمة الدعم

action-detail = { $detail }
action-log-reason = تم: { $reason }
action-log-export-too-long = عدد القيود المطلوب تصديرها يزيد على 500,000.
action-log-export-too-long-remedy = اختر فترة أقصر أو شخصًا أو إجراء محددًا، ثم أعد التصدير.
support-bundle-unwritable = تعذّرت كتابة حزمة الدعم في { $file }.
support-bundle-unwritable-remedy = اختر مجلدًا تملك صلاحية الكتابة فيه وفيه مساحة كافية.

work-order-not-in-system = أصل أمر العمل هذا غير معروف في أي نظام صيانة.
work-order-not-in-system-remedy = أدخله من صفحة تكامل SAP أو Oracle EAM، ثم أرسل الأمر.
work-order-closed-for-system = أمر العمل منجز أو ملغى.
work-order-closed-for-system-remedy = لا يُرسل إلا أمر ما زال ينتظر التنفيذ.
system-integration-stopped = التكامل { $name } متوقف، فلا يُرسل شيء.
system-integration-stopped-remedy = ابدأ التكامل ثم أرسل الأمر.
system-integration-elsewhere = تشغّل محطة أخرى التكامل { $name }، ومنها تُرسل الأوامر.
system-integration-elsewhere-remedy = أرسل الأمر من تلك المحطة، أو أوقف التكامل فيها وابدأه هنا.
maintenance-history-read = تغييرات قُرئت من { $system }: ‏{ $read }. أعطال وأعمال صيانة سُجّلت أو تغيّرت: { $recorded }.
