-- 学籍库备份 2026-10-08
DROP TABLE IF EXISTS `student`;
CREATE TABLE `student` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(30) NOT NULL COMMENT '姓名',
  `gender` char(1) COMMENT '性别',
  `id_card` char(18) COMMENT '身份证号',
  `phone` varchar(11) COMMENT '监护人手机',
  `address` varchar(100) COMMENT '家庭住址',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (1, '邱梓哲', '男', '11022420191230521X', '13800138000', '示范市向阳区学府街62号3栋301室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (2, '江佳彤', '女', '110223202002055221', '13812345678', '示范市向阳区青松路65号4栋402室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (3, '尹承杰', '男', '110226202003135257', '13912345678', '示范市向阳区向阳街68号5栋503室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (4, '薛嘉远', '女', '120224202004195269', '13888888888', '示范市向阳区育才路71号6栋604室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (5, '闫宇瑶', '男', '130222202005265299', '13811111111', '示范市向阳区临湖大道74号7栋101室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (6, '段昊萱', '女', '132123202007025304', '13800138000', '示范市向阳区东风巷77号8栋202室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (7, '雷云然', '男', '132126202008085332', '13812345678', '示范市向阳区滨河路80号9栋303室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (8, '侯欣珊', '女', '132129201909165342', '13912345678', '示范市向阳区学府街83号1栋404室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (9, '龙静泽', '男', '132224201910235372', '13888888888', '示范市向阳区青松路86号2栋501室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (10, '史志玥', '女', '132236201911295380', '13811111111', '示范市向阳区向阳街89号3栋602室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (11, '陶思妍', '男', '110224202001055410', '13800138000', '示范市向阳区育才路92号4栋103室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (12, '黎若菲', '女', '110223202002115423', '13812345678', '示范市向阳区临湖大道95号5栋204室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (13, '贺婉轩', '男', '110226202003195452', '13912345678', '示范市向阳区东风巷98号6栋301室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (14, '顾沐悦', '女', '120224202004255460', '13888888888', '示范市向阳区滨河路4号7栋402室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (15, '毛子怡', '男', '130222202006015494', '13811111111', '示范市向阳区学府街7号8栋503室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (16, '郝文宁', '女', '13212320200708550X', '13800138000', '示范市向阳区青松路10号9栋604室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (17, '龚清霖', '男', '132126202008145534', '13812345678', '示范市向阳区向阳街13号1栋101室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (18, '邵亦博', '女', '132129201909225544', '13912345678', '示范市向阳区育才路16号2栋202室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (19, '万晨恺', '男', '132224201910295578', '13888888888', '示范市向阳区临湖大道19号3栋303室');
INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES (20, '钱俊琪', '女', '132236201912055581', '13811111111', '示范市向阳区东风巷22号4栋404室');
