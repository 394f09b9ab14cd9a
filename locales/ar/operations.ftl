# سجل الإجراءات والتشخيص وحزمة الدعم

action-detail = { $detail }
action-log-reason = تم: { $reason }
action-log-export-too-long = عدد القيود المطلوب تصديرها يزيد على 500,000.
action-log-export-too-long-remedy = اختر فترة أقصر أو شخصًا أو إجراء محددًا، ثم أعد التصدير.
support-bundle-unwritable = تعذّرت كتابة حزمة الدعم في { $file }.
support-bundle-unwritable-remedy = اختر مجلدًا تملك صلاحية الكتابة فيه وفيه مساحة كافية.
