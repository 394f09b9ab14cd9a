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
maintenance-orders-read = أوامر قُرئت من { $system }: ‏{ $read }. أوامر عمل أُنشئت أو تغيّرت: { $changed }.
maintenance-orders-strange = أوامر في { $system } حالتها غير معروفة هنا ولم تُدخل: { $count }. منها { $number } وحالته «{ $told }».
work-order-owned-by-system = أمر العمل هذا هو الأمر { $number } في { $system }.
work-order-owned-by-system-remedy = غيّر حالته وعنوانه وأولويته وتاريخ استحقاقه في { $system }، ويصل التغيير إلى هنا مع القراءة التالية. أما المكلف والساعات والنوع والعنوان العربي والوصف فتُغيّر هنا.
dispatch-owned-by-system = أوامر نظام الصيانة ليست في هذه الخطة لأن جدولتها تجري هناك: { $count }.

followed-order-told = حالته في { $system }: ‏{ $told }
followed-order-title = تغيّر العنوان في { $system }: ‏{ $title }
followed-order-priority = تغيّرت الأولوية في { $system }: ‏{ $priority ->
    [critical] حرجة
    [high] عالية
    [medium] متوسطة
   *[low] منخفضة
  }
followed-order-due = تغيّر تاريخ الاستحقاق في { $system }: ‏{ $day }
followed-order-moved = نُقل في { $system } إلى { $tag }
followed-order-status = { $status ->
    [open] أعيد فتحه في { $system }
    [in_progress] بدأ تنفيذه في { $system }
    [done] أُنجز في { $system }
   *[cancelled] أُلغي في { $system }
  }
followed-order-gone = لم يعد في { $system } أمر بهذا الرقم
followed-order-back = عاد الأمر إلى { $system }
followed-otherwise-gone = لم يعد في { $system } أمر بهذا الرقم. اسأل هناك عمّا آل إليه، ويبقى أمر العمل هنا كما هو.
followed-otherwise-unseen = لم يذكر { $system } حالة الأمر بعد، وستظهر مع القراءة التالية.
followed-otherwise-unknown = الحالة «{ $told }» في { $system } غير معروفة هنا، ويبقى أمر العمل كما هو.
followed-otherwise-status = الأمر { $there ->
    [open] مفتوح
    [in_progress] قيد التنفيذ
    [done] منجز
   *[cancelled] ملغى
  } في { $system } و{ $here ->
    [open] مفتوح
    [assigned] مُسند
    [in_progress] قيد التنفيذ
    [done] منجز
   *[cancelled] ملغى
  } هنا. من يعرف الصحيح منهما يصحح الآخر.
followed-otherwise-object = صار الأمر في { $system } على المعدة { $object } التي لا يمثلها هذا الأصل.
