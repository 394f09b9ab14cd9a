# لوحة المتابعة.

ui-asset = الأصل
ui-site = الموقع
ui-all-sites = كل المواقع
ui-criticality = الأهمية
ui-health = الصحة
ui-failure-probability = احتمال العطل
ui-source = المصدر
ui-state = الحالة
ui-readings-per-second = قراءة/ث
ui-last-reading = آخر قراءة
ui-rank = الترتيب
ui-priority = الأولوية
ui-priority-score = درجة الأولوية
ui-work-order = أمر عمل
ui-overdue = متأخر
ui-search-assets = ابحث بالوسم أو الاسم

ui-dashboard-scored = الصحة بتاريخ
ui-dashboard-not-scored = لم يُقيَّم أي أصل بعد
ui-dashboard-assets = الأصول
ui-dashboard-poor = { $shown } بصحة متدهورة
ui-dashboard-none-poor = لا أصول بصحة متدهورة
ui-dashboard-signals = الإشارات
ui-dashboard-signals-active = نشطة ومربوطة بالمقاييس
ui-dashboard-bad-quality = إشارات رديئة الجودة
ui-dashboard-stale = { $count ->
    [zero] لا إشارات متوقفة التحديث
    [one] إشارة واحدة متوقفة التحديث
    [two] إشارتان متوقفتا التحديث
    [few] { $shown } إشارات متوقفة التحديث
    [many] { $shown } إشارة متوقفة التحديث
   *[other] { $shown } إشارة متوقفة التحديث
  }
ui-dashboard-none-stale = كل الإشارات محدّثة
ui-dashboard-open-orders = أوامر العمل المفتوحة
ui-dashboard-overdue = { $shown } متأخر
ui-dashboard-none-overdue = لا أوامر متأخرة
ui-dashboard-proposals = التوصيات
ui-dashboard-proposals-waiting = بانتظار القرار
ui-dashboard-proposals-monitor = و{ $shown } غيرها للمراقبة
ui-dashboard-health = صحة الأصول
ui-dashboard-worst = الأصول الأسوأ صحة
ui-dashboard-all-assets = كل الأصول
ui-dashboard-worst-empty = لا يوجد تقييم لأي أصل بعد
ui-dashboard-worst-empty-why = تظهر التقييمات بعد أن تجمع الإشارات المربوطة قراءات كافية.
ui-dashboard-connections = الاتصالات
ui-dashboard-no-source = لا يوجد مصدر بيانات بعد
ui-dashboard-no-source-why = صِل خادم OPC UA أو المنشأة التجريبية لاستقبال القراءات.
ui-dashboard-add-source = إضافة مصدر بيانات
ui-dashboard-work = الأعمال المفتوحة
ui-dashboard-all-open = الكل ({ $count })
ui-dashboard-no-work = لا توجد أعمال مفتوحة
ui-dashboard-no-work-why = تظهر هنا التوصيات المقبولة وأوامر العمل المنشأة يدويًا.
ui-dashboard-proposed = المقترح تاليًا
ui-dashboard-all-proposed = الكل ({ $count })
ui-dashboard-no-proposals = لا شيء بانتظار القرار
ui-dashboard-no-proposals-why = شغّل ترتيب الأولويات لمعرفة ما يُصان أولا.
