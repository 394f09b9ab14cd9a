# ‏صيانة المنشآت في SAP داخل النافذة: إدخال المعدات أصولا وإرسال أوامر العمل.

ui-sap-title = من SAP
ui-sap-objects = أصول معروفة في SAP
ui-sap-read-at = آخر قراءة للتغييرات
ui-sap-changed-until = آخر تغيير في SAP
ui-sap-notifications = إشعارات قُرئت
ui-sap-failures = أعطال سُجّلت
ui-sap-none-yet = لا يمثل أي أصل معدة في SAP بعد، فتُتجاوز إشعاراته ولا يمكن إرسال أمر عمل. أدخل المعدات أولا.
ui-sap-take-in = إدخال المعدات
ui-sap-take-in-title = معدات SAP ومواقعه أصولا
ui-sap-take-in-why = لا يُنشأ شيء حتى تدخله أنت. ما يطابق رمزه رمز أصل في الموقع يصير ذلك الأصل ممثلا له، وما سواه يصير أصلا جديدًا.
ui-sap-kind = النوع
ui-sap-kind-equipment = المعدات
ui-sap-kind-functional-location = المواقع الوظيفية
ui-sap-text = الاسم يحوي
ui-sap-read = القراءة من SAP
ui-sap-more = قراءة المزيد
ui-sap-no-site = لا موقع بعد: أنشئ موقعًا في صفحة الأصول أولا.
ui-sap-choose-all = اختيار كل ما يمكن إدخاله
ui-sap-object = في SAP
ui-sap-name = الاسم
ui-sap-verdict = ما سيؤول إليه
ui-sap-verdict-new = أصل جديد
ui-sap-verdict-same-tag = الرمز نفسه: يمثله الأصل الموجود
ui-sap-verdict-linked = أُدخل من قبل:
ui-sap-verdict-out-of-use = لم يعد مستخدمًا في SAP
ui-sap-family = الفئة
ui-sap-family-choose = اختر
ui-sap-plant = الوحدة (Plant)
ui-sap-take = { $count ->
    [0] إدخال
    [one] إدخال واحد
    [two] إدخال اثنين
    [few] إدخال { $count }
   *[other] إدخال { $count }
  }
ui-sap-taken-in = أصول جديدة: { $created }. رُبطت بأصول موجودة: { $linked }.
ui-sap-order-title = في SAP
ui-sap-system = النظام
ui-sap-order-state = الحالة
ui-sap-order-number = رقم الأمر في SAP
ui-sap-order-not-sent = لم يُرسل
ui-sap-order-waiting = ينتظر الإرسال
ui-sap-order-sending = أُرسل ولم يؤكده SAP بعد
ui-sap-order-there = في SAP
ui-sap-order-refused = لم يقبله SAP
ui-sap-send = إرسال إلى SAP
ui-sap-send-again = إعادة الإرسال
