window.press.places=[["16732-cua-lo","Cửa Lò (phường)"],["16813-muong-xen","Mường Xén (xã)"],["16681-thanh-vinh","Thành Vinh (phường)"]]
