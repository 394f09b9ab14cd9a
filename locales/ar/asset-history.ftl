# سجل الأصل (الأعطال والصيانة)، وتكلفة الانتظار.
asset-event-ahead = لا يمكن أن يقع الحدث في المستقبل.
asset-event-ahead-remedy = أدخل الوقت الذي وقع فيه.
deferral-age-unknown = عمر هذا الأصل غير معروف.
deferral-age-unknown-remedy = أدخل تاريخ تركيبه، أو سجّل تركيبه أو استبداله أو آخر عطل له.
deferral-history-short = الأعطال المسجلة أقل من أن تبيّن عمر مثل هذه الأصول: { $failures } من { $needed } على الأقل.
deferral-history-short-remedy = سجّل الأعطال والاستبدالات السابقة لهذا الأصل أو لأصول أخرى من فئته.

assets-tab-history = السجل
assets-tab-deferral = تكلفة الانتظار
history-title = الأعطال والصيانة
history-add = تسجيل حدث
history-add-for = حدث للأصل { $tag }
history-at = الوقت
history-at-wrong = هذا ليس وقتًا صحيحًا.
history-at-ahead = هذا الوقت في المستقبل.
history-what = ما حدث
history-kind-failure = عطل
history-kind-maintenance = صيانة
history-failure-of = { $mode } ‏({ $code })
history-mode = نمط العطل (ISO 14224)
history-work = العمل
history-work-installation = تركيب
history-work-replacement = استبدال
history-work-overhaul = عمرة
history-work-minor-repair = إصلاح بسيط
history-work-inspection = فحص
history-age-goes-on = يستمر العمر.
history-age-begins = يبدأ العمر من جديد.
history-downtime = التوقف
history-downtime-hours = التوقف بالساعات
history-cost = التكلفة
history-note = ملاحظة
history-by = سجّله
history-saved = حُفظ الحدث.
history-removed = أُزيل الحدث.
history-remove-title = إزالة هذا الحدث؟
history-remove-effect = { $what }، { $at }: تُحسب الموثوقية من دونه من الآن.
history-empty = لا أحداث بعد
history-empty-why = سجّل الأعطال والاستبدالات والعَمرات: منها يُحسب كم تعيش مثل هذه الأصول وما يكلفه الانتظار.
failure-mode-fts = إخفاق في البدء
failure-mode-stp = إخفاق في التوقف
failure-mode-ust = توقف غير مبرر
failure-mode-brd = انهيار
failure-mode-hio = خرج مرتفع
failure-mode-loo = خرج منخفض
failure-mode-ero = خرج غير منتظم
failure-mode-elp = تسرب خارجي للمائع
failure-mode-elu = تسرب خارجي للمرافق
failure-mode-inl = تسرب داخلي
failure-mode-vib = اهتزاز
failure-mode-noi = ضجيج
failure-mode-ohe = سخونة زائدة
failure-mode-plu = انسداد
failure-mode-pde = انحراف معامل
failure-mode-air = قراءة جهاز غير طبيعية
failure-mode-std = خلل إنشائي
failure-mode-ser = مشكلة بسيطة أثناء الخدمة
failure-mode-oth = أخرى
failure-mode-unk = غير معروف
ui-deferral-title = ما يكلفه الانتظار
ui-deferral-condition = هذا المنحنى يعرف العمر لا الحالة الراهنة. التقييم يقول إن الحالة متدهورة: انظر إلى عوامله قبل أن تنتظر.
ui-deferral-horizon = الأيام المعروضة
ui-deferral-days-short = { $days ->
    [one] يوم
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
  }
ui-deferral-days = { $days ->
    [0] { $days } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
}
ui-deferral-to-history = إلى سجل هذا الأصل
ui-deferral-to-costs = التكلفة والمخاطر
ui-deferral-cheapest = اليوم الأقل تكلفة
ui-deferral-today = اليوم
ui-deferral-in-days = { $days ->
    [one] بعد يوم واحد
    [two] بعد يومين
    [few] بعد { $days } أيام
    [many] بعد { $days } يومًا
   *[other] بعد { $days } يوم
}
ui-deferral-age = العمر الآن
ui-deferral-best-age = أفضل عمر للاستبدال
ui-deferral-run-to-failure-short = التشغيل حتى العطل
ui-deferral-planned-cost = عمل مخطط
ui-deferral-failure-cost = عطل مع التوقف
ui-deferral-rate = تكلفة اليوم في أحسن الأحوال
life-began-installed-on = يوم تركيبه
life-began-installation = تركيبه
life-began-replacement = استبداله
life-began-overhaul = آخر عمرة له
life-began-failure = آخر عطل وإصلاح له
ui-deferral-age-since = يُحسب من { $what } في { $day }.
ui-deferral-damage-growth = زيادة الإصلاح
ui-deferral-damage-growth-a-day = { $percent } يوميًا
ui-deferral-truncated = يُعد السجل مكتملا منذ { $day }؛ { $truncated ->
    [0] لم تكن أي دورة عمر جارية حينها.
    [zero] لم تكن أي دورة عمر جارية حينها.
    [one] كانت دورة عمر واحدة جارية حينها وتُحتسب من ذلك العمر.
    [two] كانت دورتا عمر جاريتين حينها وتُحتسبان من ذلك العمر.
    [few] كانت { $truncated } دورات عمر جارية حينها وتُحتسب من ذلك العمر.
    [many] كانت { $truncated } دورة عمر جارية حينها وتُحتسب من ذلك العمر.
   *[other] كانت { $truncated } دورة عمر جارية حينها وتُحتسب من ذلك العمر.
  }
ui-deferral-deferred-by = التأجيل
ui-deferral-risk = يتعطل قبله
ui-deferral-interval = مجال 90 %
ui-deferral-expected-cost = التكلفة المتوقعة
ui-deferral-net-cost = الفرق عن العمل الآن
ui-deferral-fit-asset = توزيع ويبل لهذا الأصل (الأعمار: { $lives }، الأعطال: { $failures }): المقياس بالأيام { $eta }، الشكل { $beta }. الأعمار بأيام التقويم، ويُفترض أن العطل يُصلح كالجديد.
ui-deferral-fit-family = توزيع ويبل لهذه الفئة (الأعمار: { $lives }، الأعطال: { $failures }): المقياس بالأيام { $eta }، الشكل { $beta }. الأعمار بأيام التقويم، ويُفترض أن العطل يُصلح كالجديد.
ui-deferral-cost-example = التكاليف هي القيم التوضيحية المضمّنة.
ui-deferral-cost-version = التكاليف من الإصدار { $version } لنموذج التكلفة.
ui-deferral-curve-label = صافي تكلفة الانتظار؛ الأقل بعد { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
  } عند { $cost } { $currency }
ui-deferral-axis-days = أيام التأجيل
ui-deferral-axis-cost = صافي التكلفة، { $currency }
ui-deferral-axis-risk = يتعطل قبله
ui-deferral-legend-net = صافي التكلفة
ui-deferral-legend-band = مجال 90 % للتقدير
ui-deferral-legend-risk = احتمال العطل قبل ذلك اليوم
ui-deferral-legend-cheapest = اليوم الأقل تكلفة
ui-deferral-cheapest-beyond = اليوم الأقل تكلفة خارج هذا الرسم: بعد { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
  }
