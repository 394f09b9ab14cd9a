# سجل الإجراءات والتشخيص وحزمة الدعم

action-detail = { $detail }
action-log-reason = تم: { $reason }
action-log-export-too-long = عدد القيود المطلوب تصديرها يزيد على 500,000.
action-log-export-too-long-remedy = اختر فترة أقصر أو شخصًا أو إجراء محددًا، ثم أعد التصدير.
support-bundle-unwritable = تعذّرت كتابة حزمة الدعم في { $file }.
support-bundle-unwritable-remedy = اختر مجلدًا تملك صلاحية الكتابة فيه وفيه مساحة كافية.

work-order-not-in-sap = أصل أمر العمل هذا غير معروف في SAP.
work-order-not-in-sap-remedy = أدخل معدته أو موقعه الوظيفي من صفحة تكامل SAP، ثم أرسل الأمر.
work-order-closed-for-sap = أمر العمل منجز أو ملغى.
work-order-closed-for-sap-remedy = لا يذهب إلى SAP إلا أمر ما زال ينتظر التنفيذ.
sap-integration-stopped = التكامل { $name } متوقف، فلا شيء يذهب إلى SAP.
sap-integration-stopped-remedy = ابدأ التكامل ثم أرسل الأمر.
sap-integration-elsewhere = تشغّل محطة أخرى التكامل { $name }، ومنها تذهب الأوامر إلى SAP.
sap-integration-elsewhere-remedy = أرسل الأمر من تلك المحطة، أو أوقف التكامل فيها وابدأه هنا.
sap-history-read = إشعارات قُرئت من SAP: { $notifications }. أعطال سُجّلت أو تغيّرت: { $failures }.
