# أنظمة الصيانة (SAP وOracle EAM) داخل النافذة: إدخال المعدات أصولا وإرسال أوامر العمل.

ui-system-title = من { $system }
ui-system-objects = أصول معروفة في { $system }
ui-system-read-at = آخر قراءة للتغييرات
ui-system-changed-until = آخر تغيير في { $system }
ui-system-changes = تغييرات قُرئت
ui-system-recorded = أعطال وأعمال صيانة سُجّلت
ui-system-none-yet = لا يمثل أي أصل معدة في { $system } بعد، فيُتجاوز ما يحدث فيه ولا يمكن إرسال أمر عمل. أدخل المعدات أولا.
ui-system-take-in = إدخال المعدات
ui-system-take-in-title = معدات { $system } أصولا
ui-system-take-in-why = لا يُنشأ شيء حتى تدخله أنت. ما يطابق رمزه رمز أصل في الموقع يصير ذلك الأصل ممثلا له، وما سواه يصير أصلا جديدًا.
ui-system-kind = النوع
ui-system-kind-equipment = المعدات
ui-system-kind-functional-location = المواقع الوظيفية
ui-system-text = يحوي
ui-system-read = القراءة من { $system }
ui-system-more = قراءة المزيد
ui-system-no-site = لا موقع بعد: أنشئ موقعًا في صفحة الأصول أولا.
ui-system-choose-all = اختيار كل ما يمكن إدخاله
ui-system-object = في { $system }
ui-system-name = الاسم
ui-system-verdict = ما سيؤول إليه
ui-system-verdict-new = أصل جديد
ui-system-verdict-same-tag = الرمز نفسه: يمثله الأصل الموجود
ui-system-verdict-linked = أُدخل من قبل:
ui-system-verdict-out-of-use = لم يعد مستخدمًا في { $system }
ui-system-family = الفئة
ui-system-family-choose = اختر
ui-system-plant = الوحدة (Plant)
ui-system-serial-number = الرقم التسلسلي
ui-system-location = الموقع
ui-system-take = { $count ->
    [0] إدخال
    [one] إدخال واحد
    [two] إدخال اثنين
    [few] إدخال { $count }
   *[other] إدخال { $count }
  }
ui-system-taken-in = أصول جديدة: { $created }. رُبطت بأصول موجودة: { $linked }.
ui-system-order-title = في { $system }
ui-system-name-of = النظام
ui-system-order-state = الحالة
ui-system-order-number = رقم الأمر في { $system }
ui-system-order-not-sent = لم يُرسل
ui-system-order-waiting = ينتظر الإرسال
ui-system-order-sending = أُرسل ولم يؤكده { $system } بعد
ui-system-order-there = في { $system }
ui-system-order-refused = لم يقبله { $system }
ui-system-send = إرسال إلى { $system }
ui-system-send-again = إعادة الإرسال
ui-system-orders = أوامر من { $system } صارت أوامر عمل
ui-system-order-there-kind = النوع في { $system }
ui-system-order-there-status = الحالة في { $system }
ui-system-order-there-told = بلفظ النظام
ui-system-order-completed = أُنجز في { $system }
ui-system-order-seen = آخر مشاهدة هناك
ui-system-order-status-unknown = غير معروفة هنا
ui-system-order-gone = لم يعد موجودًا هناك
ui-system-order-owned = أمر من { $system }: تُغيّر حالته وعنوانه وأولويته وتاريخ استحقاقه هناك
ui-order-mark-otherwise = الحالة في { $system } مختلفة: انظر صفحة الأمر
ui-system-order-taken-in = أُدخل من { $system }
