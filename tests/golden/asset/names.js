window.press.names = [
["Phường Thành Vinh","xa/16681-thanh-vinh/","Phường Cửa Nam","Phường Đông Vĩnh"],
["Phường Cửa Lò","xa/16732-cua-lo/","Phường Nghi Hải","Phường Nghi Hòa"],
["Xã Mường Xén","xa/16813-muong-xen/","Thị Trấn Mường Xén","Xã Tà Cạ"],
["Việc nhẹ, lương cao? Hỏi kỹ trước khi đi","thong-diep/viec-nhe-luong-cao/","Việc làm xa nhà"],
["Nghi có mua bán người? Đừng chờ, gọi ngay 111","thong-diep/goi-111/","Tổng đài quốc gia 111"],
["Cách trình báo","trinh-bao/"],
["Phòng, chống mua bán người",""],
["Tài liệu tuyên truyền - Ảnh chia sẻ liên kết","tai-lieu/an-pham/share/","Ảnh chia sẻ liên kết"],
["Tài liệu tuyên truyền - Áp phích A3","tai-lieu/an-pham/poster-a3/","Áp phích A3"],
["Tài liệu tuyên truyền - Băng rôn 4 × 0,7 m","tai-lieu/an-pham/banner-4000x700/","Băng rôn 4 × 0,7 m"],
["Dành cho mọi người","danh-cho/everyone/","Mọi người"],
["Dành cho người đi làm xa","danh-cho/workers/","Người đi làm xa"],
["Tài liệu tuyên truyền","tai-lieu/"],
["Lịch chiến dịch","su-kien/","Phòng, chống mua bán người - đợt cao điểm","Ngày toàn dân phòng, chống mua bán người","Lễ phát động","Hỏi đáp ở trường","Ra quân tuyên truyền","Tập huấn"],
["Kênh tin","nguon-tin/"]
];
